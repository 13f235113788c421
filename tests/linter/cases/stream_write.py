"""Writes to standard streams."""

from flake8_foundry_logging.core.rule import Bad, Good

CASES = (
    Good("import sys\n\nHIDE = '\\x1b[?25l'\n\n\ndef hide():\n    sys.stdout.write(HIDE)\n    sys.stdout.write('\\x1b[K')\n"),
    Good("import sys\n\n\ndef step(n):\n    sys.stdout.write(f'\\rloading {n} %')\n    sys.stdout.write('\\rloading %d' % n)\n"),
    Bad("import sys\n\n\ndef step(n):\n    sys.stdout.write(f'loading {n}\\n')  #!\n"),
    Good("import sys\n\n\ndef totals(x):\n    sys.stdout.write('Totals:\\n')\n    sys.stdout.write('  rows: %d' % x)\n    sys.stdout.write('  size: %d' % x)\n    sys.stdout.write('====')\n"),
    Good("import sys\n\n\ndef check(path):\n    # No logging is configured yet\n    sys.stderr.write('no such folder')\n"),
    Good("import sys\n\n\ndef check(path):\n    sys.stderr.write('no such folder')  # the caller reads our stderr\n"),
    Bad("import sys\n\n\ndef check(path):\n    # TODO: should not go to stderr, use logging\n    sys.stderr.write('no such folder')  #!\n"),
    Good("import sys\n\n\ndef check(path):\n    sys.stderr.write('no such folder')\n", path="bin/check.py", options={"print_allowed_paths": ("bin/*",)}),
    Good("import sys\n\n\ndef json_sink(message):\n    sys.stdout.write(message)\n"),
    Good("import sys\n\n\ndef check(path):\n    sys.stderr.write('no such file')\n    sys.exit(2)\n"),
    Bad("import sys\n\n\ndef check(path):\n    sys.stderr.write('no such file')  #!\n    return None\n"),
    Good("import sys\n\n\nclass SafeHandler(Base):\n    def emit(self, record):\n        sys.stderr.write('cannot log')\n"),
    Good("import sys\n\n\ndef forward(data):\n    sys.stdout.write(data.decode() + '\\n')\n"),
    Bad("import sys\n\n\ndef load():\n    try:\n        read()\n    except OSError as e:\n        sys.stderr.write(str(e))  #!\n"),
    Bad("import sys\n\n\ndef load(msg):\n    sys.stderr.write(msg)  #!\n"),
    Good("import sys\n\n\ndef forward(text):\n    sys.stderr.write(text)\n    sys.stderr.write('.')\n    sys.stdout.write('-' * 50 + '\\n')\n"),
    Good("import sys\n\n\nclass Stream:\n    def write(self, text):\n        sys.stderr.write('err ' + text)\n"),
    Good("import sys\n\n\ndef link(url):\n    sys.stdout.write(f'See \\x1b[1m{url}\\x1b[0m')\n"),
    Good("import sys\n\n\ndef leave(words):\n    for word in words:\n        sys.stderr.write('error ' + word)\n    raise SystemExit\n"),
    Good("import sys\n\n\ndef follow(child_stdout):\n    for line in child_stdout:\n        text = line.decode()\n        sys.stdout.write('[model server] ' + text)\n"),
    Bad("import sys\n\n\ndef follow(rows):\n    for line in rows:\n        sys.stdout.write('[model server] ' + line)  #!\n"),
    Good("from sys import exit as leave, stderr\n\n\ndef end(status, message):\n    if message:\n        stderr.write(message)\n        stderr.write('ended')\n    leave(status)\n"),
    Bad("import sys\n\n\ndef end(status, message):\n    if message:\n        sys.stderr.write('ended')  #!\n        return\n    sys.exit(status)\n"),
    Good("import sys\n\n\ndef test_x():\n    sys.stdout.write('x')\n", path="tests/test_x.py"),
    Bad("import sys\nsys.__stdout__.write('x')  #!\n"),
    Bad("import sys\nwrite = sys.stderr.write\nwrite('x')  #!\n"),
    Bad("import sys\nsys.stdout.writelines(['x'])  #!\n"),
    Good("import sys\nsys.stdout.flush()\n"),
    Good("import sys\n\n\ndef dump(out=sys.stdout):\n    out.write('x')\n"),
    Good("import sys\n\n\ndef main():\n    sys.stdout.write('x')\n\n\nif __name__ == '__main__':\n    main()\n"),
    Good("class Job:\n    def run(self):\n        self.stdout.write('x')\n"),
    Good("import sys\nimport logging\n\n\nclass Safe(logging.StreamHandler):\n    def handleError(self, record):\n"
         "        sys.stderr.write('cannot log')\n"),
)
