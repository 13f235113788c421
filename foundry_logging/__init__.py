"""The runtime logger of Foundry Logging."""
