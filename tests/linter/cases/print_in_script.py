"""What is a script."""

from flake8_foundry_logging.core.rule import Bad, Good

GUARD = "\n\nif __name__ == '__main__':\n    main()\n"

CASES = (
    Good("def main():\n    print('Really?')\n    return input('y/n ')" + GUARD),
    Bad("import sys\n\n\ndef main():\n    print('reading', sys.argv[1])  #!\n"),
    Bad("if __name__ == '__main__':\n    print('x')  #!\n"),
    Bad("if '__main__' == __name__:\n    print('x')  #!\n"),
    Bad("if __name__ == '__main__' and ready:\n    for x in y:\n        print('at', x)  #!\n"),
    Bad("#!/usr/bin/env python3\ndef helper():\n    print('x')  #!\n", prelude=False),
    Bad("def step():\n    print('x')  #!\n\n\ndef main():\n    step()" + GUARD),
    Bad("import asyncio\n\n\nasync def main():\n    print('x')  #!\n\n\nif __name__ == '__main__':\n    asyncio.run(main())\n"),
    Bad("from pprint import pprint\n\n\ndef main():\n    pprint('x')  #!" + GUARD),
    Bad("import setuptools\nprint('building')  #!\n", path="setup.py"),
    Good("import sys\n\n\ndef main():\n    sys.stdout.write('data')" + GUARD),
    Good("def main():\n    print('no guard: anybody may import and call it')\n"),
    Good("import sys\n\n\ndef main():\n    if not ready():\n        print('not ready')\n        sys.exit(1)" + GUARD),
    # what somebody ran the script for
    Good("import sys\n\n\ndef main():\n    print(sys.argv[1])\n    print('%s %s' % (1, 2))\n    print('-' * 70)" + GUARD),
    Good("import json\n\n\ndef main():\n    print(json.dumps({'a': 1}, indent=2))" + GUARD),
    Good("def main():\n    print('Usage: rows FILE')\n    print(__doc__)" + GUARD),
    Good("def main():\n    print('::group::Rows')" + GUARD),
    Good("def main():\n    print('Other modules:')\n    print('OS:', name)\n    print(f'Total = {total}')\n    print('  - ' + name)\n    print('-- paths')" + GUARD),
    Bad("def main():\n    print('Loading:', name)  #!\n    print(f'Error: {name}')  #!\n    print('  saved', name)  #!\n    print('Rows', name)  #!" + GUARD),
    Bad("def main():\n    print('Запуск сервера:', port)  #!" + GUARD),
    Good("def main():\n    print(f'Matching models for {name}:')" + GUARD),
    Good("def main():\n    \"\"\"Example usage of the watcher.\"\"\"\n    print('stopped')" + GUARD),
    Good("def main():\n    print('testing this')" + GUARD, path="service/test_rows.py"),
    Good("def _test():\n    print('seven is', 7)\n\n\nif __name__ == '__main__':\n    _test()\n"),
    Good("def main():\n    print('Hello')" + GUARD, path="examples/hello.py"),
    Good("def main():\n    options = parse_options()\n    print('rows', options)" + GUARD),
    Good("import click\n\n\ndef main():\n    print('x')" + GUARD),
    Good("class Job:\n    def main(self):\n        print('x')\n\n\nif __name__ == '__main__':\n    Job()\n"),
)
