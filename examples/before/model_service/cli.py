"""`python -m model_service.cli list`: what the service could load."""

import argparse

from .client import SIZES_MB


def main():
    parser = argparse.ArgumentParser(prog="model-service")
    parser.add_argument("command", choices=["list", "size"])
    parser.add_argument("model", nargs="?")
    options = parser.parse_args()
    if options.command == "list":
        for model_id, size in SIZES_MB.items():
            print(f"{model_id:15} {size:6} MB")
    elif options.model in SIZES_MB:
        print(SIZES_MB[options.model])
    else:
        print("Unknown model:", options.model)


if __name__ == "__main__":
    main()
