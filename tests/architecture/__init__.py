"""What holds of the tree as a whole: who imports whom, what is loaded when, what the wheel holds."""
