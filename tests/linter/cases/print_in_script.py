"""What is a script."""

from flake8_foundry_logging.core.rule import Bad, Good

GUARD = "\n\nif __name__ == '__main__':\n    main()\n"

CASES = (
    Bad("def main():\n    print('Really?')  #!\n    return input('y/n ')" + GUARD),
    Bad("import sys\n\n\ndef main():\n    print(sys.argv[1])  #!\n"),
    Bad("if __name__ == '__main__':\n    print('x')  #!\n"),
    Bad("if '__main__' == __name__:\n    print('x')  #!\n"),
    Bad("if __name__ == '__main__' and ready:\n    for x in y:\n        print(x)  #!\n"),
    Bad("#!/usr/bin/env python3\ndef helper():\n    print('x')  #!\n", prelude=False),
    Bad("def step():\n    print('x')  #!\n\n\ndef main():\n    step()" + GUARD),
    Bad("import asyncio\n\n\nasync def main():\n    print('x')  #!\n\n\nif __name__ == '__main__':\n    asyncio.run(main())\n"),
    Bad("from pprint import pprint\n\n\ndef main():\n    pprint('x')  #!" + GUARD),
    Bad("import setuptools\nprint('building')  #!\n", path="setup.py"),
    Good("import sys\n\n\ndef main():\n    sys.stdout.write('data')" + GUARD),
    Good("def main():\n    print('no guard: anybody may import and call it')\n"),
    Good("import click\n\n\ndef main():\n    print('x')" + GUARD),
    Good("class Job:\n    def main(self):\n        print('x')\n\n\nif __name__ == '__main__':\n    Job()\n"),
)
