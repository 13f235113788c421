"""More cases of LGF708."""

from flake8_foundry_logging.core.rule import Bad, Example, Good


def ask(body: str, head: str = "") -> str:
    return f"{head}def ask(self, prompt):\n    {body}\n"


CASES: tuple[Example, ...] = (
    *(
        Bad(ask(f"return {call}  #!"))
        for call in (
            "load_model(prompt)",
            "self.client.unload_model(prompt)",
            "AutoModel.from_pretrained(prompt)",
            "self.model.generate(prompt)",
            "whisper.transcribe(prompt)",
            "self.client.chat.completions.create(model='m', messages=[*prompt])",
            "anthropic.client.messages.create(**prompt)",
            "base_model.unload()",
        )
    ),
    Bad(ask("a = load_model(prompt)  #!\n    return a.model.generate(prompt)")),  # the first speaks for all
    Bad("class Service:\n    async def ask(self, prompt):\n        async with self.lock:\n            return await self.llm.generate(prompt)  #!\n"),
    # told or measured
    Good(ask("text = self.model.generate(prompt)\n    log.debug('asked')\n    return text")),
    Good(ask("self.log_call(prompt)\n    return self.model.generate(prompt)")),
    Good(ask("logging_obj.pre_call(prompt)\n    return self.model.generate(prompt)")),
    Good(ask("print(prompt)\n    return self.model.generate(prompt)")),
    Good(ask("with self.tracer.start_span('ask'):\n        return self.model.generate(prompt)")),
    Good(ask("return self.model.generate(prompt)", "@timed('ask')\n")),
    Good("def told(x):\n    log.info('told')\n\n\n" + ask("told(prompt)\n    return self.model.generate(prompt)")),
    Good(ask("return self.model.generate(prompt)") + "\n\ndef main():\n    with log.timer('ask'):\n        ask(None, 'hi')\n"),
    # a function of this file has its own findings
    Good("def load_model(x):\n    return Model(x)\n\n\n" + ask("return load_model(prompt)")),
    # no model
    *(
        Good(ask(f"return {call}"))
        for call in (
            "keys.generate(prompt)",
            "AutoTokenizer.from_pretrained(prompt)",
            "json.load(prompt)",
            "self.client.beta.threads.messages.create(prompt)",
            "Order.objects.create(prompt)",
            "self.model.fit(prompt)",
            "(lambda: 1)()",
        )
    ),
    Good("model = load_model('m')\n"),
    Good(ask("return self.model.generate(prompt)"), path="examples/ask.py"),
    Good(ask("return self.model.generate(prompt)"), path="tests/test_ask.py"),
)
