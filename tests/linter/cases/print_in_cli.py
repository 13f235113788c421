"""What is a command-line program."""

from flake8_foundry_logging.core.rule import Bad, Good

CASES = (
    Bad("import argparse\n\n\ndef main():\n    print('x')  #!\n"),
    Bad("from optparse import OptionParser\n\n\ndef run():\n    options = OptionParser().parse_args()\n    print(options)  #!\n"),
    Bad("import argparse\n\n\ndef load(args: argparse.Namespace):\n    print(args)  #!\n"),
    Bad("import argparse\n\n\nif __name__ == '__main__':\n    print('x')  #!\n"),
    Bad("import typer\n\napp = typer.Typer()\n\n\n@app.command()\ndef load():\n    print('x')  #!\n"),
    Bad("import typer\n\n\ndef load():\n    print('x')  #!\n\n\ntyper.run(load)\n"),
    Bad("import click\n\n\n@click.group()\ndef tool(): ...\n\n\n@tool.command('load')\ndef load():\n    print('x')  #!\n"),
    Bad("import click\n\n\ndef cli():\n    print('x')  #!\n"),
    Bad("import fire\n\n\nclass Tool:\n    def load(self):\n        print('x')  #!\n\n\nfire.Fire(Tool)\n"),
    Bad("import fire\n\n\ndef load():\n    print('x')  #!\n\n\nfire.Fire()\n"),
    Bad("import cmd\n\n\nclass Shell(cmd.Cmd):\n    def do_x(self, line):\n        print(line)  #!\n"),
    Bad("import argparse\n\nargs = argparse.ArgumentParser().parse_args()\nprint(args)  #!\n"),
    Bad("#!/usr/bin/env python3\nimport argparse\n\n\nclass Job:\n    def run(self):\n        print('x')  #!\n", prelude=False),
    Bad("import argparse\n\n\ndef step():\n    print('x')  #!\n\n\ndef main():\n    parser = argparse.ArgumentParser()\n"
        "    parser.set_defaults(func=step)\n"),
    Bad("from pprint import pp\nimport argparse\n\n\ndef main():\n    pp('x')  #!\n"),
    Bad("def show(rows):\n    print(rows)  #!\n", path="shop/management/commands/rows.py"),
    Good("import argparse\n\n\ndef load():\n    print('a library function of a module with a command line')\n"),
    Good("import click\n\n\ndef main():\n    click.echo('x')\n"),
    Good("import bolt\n\napp = bolt.App()\n\n\n@app.command('/x')\ndef x():\n    print('a chat bot')\n"),
)
