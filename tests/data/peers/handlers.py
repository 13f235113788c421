"""Handlers: what the peers and we say about them. A case is a comment and the code below it."""

import logging
import traceback

from service import clean_up, queue, sync

logger = logging.getLogger(__name__)

# case: silent-bare: blind:B901 bugbear:B001 pylint:W0702 ruff:E722 ruff:S110 bandit:B110


def silent_bare():
    try:
        sync()
    except:
        pass


# case: silent-broad: blind:B902 pylint:W0718 ruff:BLE001 ruff:S110 bandit:B110 tryceratops:TRY202


def silent_broad():
    try:
        sync()
    except Exception:
        pass


# case: silent-continue: ruff:S112 bandit:B112


def silent_continue(jobs):
    for job in jobs:
        try:
            sync(job)
        except Exception:
            continue


# case: silent-base: bugbear:B036 ruff:BLE001 blind:B902 pylint:W0718


def silent_base():
    try:
        sync()
    except BaseException:
        return None


# case: silent-note: bugbear:B040


def silent_note():
    try:
        sync()
    except Exception as error:
        error.add_note("while syncing")


# case: raises-anyway: blind:B901 bugbear:B001 blind:B902 pylint:W0718 ruff:BLE001


def raises_bare():
    try:
        sync()
    except:
        clean_up()
        raise


def raises_broad():
    try:
        sync()
    except Exception:
        clean_up()
        raise


def raises_another():
    try:
        sync()
    except Exception as error:
        raise RuntimeError(f"sync failed: {error}")


def raises_either_way():
    try:
        sync()
    except Exception as error:
        if queue.closed:
            raise
        else:
            raise RuntimeError("sync failed") from error


# case: logs-the-error: blind:B902 blind:B901 bugbear:B001 bugbear:B036 pylint:W0702 pylint:W0718 ruff:E722 ruff:BLE001


def logs_bare():
    try:
        sync()
    except:
        logger.exception("sync failed")


def logs_at_warning():
    try:
        sync()
    except Exception as error:
        logger.warning("sync failed, trying later: %s", error)


def logs_base():
    try:
        sync()
    except BaseException:
        logger.exception("sync failed")


# case: hands-the-error-on: blind:B902 pylint:W0718 ruff:BLE001 bugbear:B036


def hands_on(results):
    try:
        sync()
    except Exception as error:
        results.append(error)


def hands_on_base():
    try:
        sync()
    except BaseException as error:
        queue.put(error)


# case: finaliser: ruff:S110 bandit:B110 ruff:S112 bandit:B112 blind:B902 pylint:W0718 ruff:BLE001 tryceratops:TRY202 blind:B901 bugbear:B001 pylint:W0702 ruff:E722


class Connection:
    def __del__(self):
        try:
            self.close()
        except Exception:
            pass


class Channel:
    def __del__(self):
        try:
            self.close()
        except:
            pass


class Pool:
    def __del__(self):
        for connection in self.connections:
            try:
                connection.close()
            except Exception:
                continue


# case: note-on-a-narrow-error: bugbear:B040


def note_on_a_narrow_error():
    try:
        sync()
    except ValueError as error:
        error.add_note("while syncing")


# case: error-without-traceback: logging:LOG005 ruff:TRY400 tryceratops:TRY400


def error_without_traceback():
    try:
        sync()
    except Exception:
        logger.error("sync failed")


def error_without_traceback_of_a_narrow_error():
    try:
        sync()
    except OSError as error:
        logger.error("sync failed: %s", error)


# case: goes-on-to-leave: logging:LOG005 ruff:TRY400 tryceratops:TRY400


def logs_and_raises():
    try:
        sync()
    except Exception as error:
        logger.error("sync failed: %s", error)
        raise


# case: exc-info-on-error: format:G201 ruff:G201 tryceratops:TRY400 logging:LOG005


def exc_info_on_error():
    try:
        sync()
    except Exception:
        logger.error("sync failed", exc_info=True)


# case: exception-said-twice: format:G200 logging:LOG010 tryceratops:TRY401 ruff:TRY401


def exception_said_twice():
    try:
        sync()
    except Exception as error:
        logger.exception(error)


# case: exception-among-the-arguments: format:G200 tryceratops:TRY401 ruff:TRY401


def exception_among_the_arguments():
    try:
        sync()
    except Exception as error:
        logger.exception("sync failed: %s", error)


# case: traceback-as-text: logging:LOG005 ruff:TRY400 tryceratops:TRY400


def traceback_as_text():
    try:
        sync()
    except Exception:
        logger.error("sync failed: %s", traceback.format_exc())


# case: exception-is-all-there-is: format:G200


def exception_is_all_there_is():
    try:
        sync()
    except OSError as error:
        logger.warning("sync failed, trying later: %s", error)


# case: redundant-exc-info: logging:LOG006 format:G202 ruff:G202


def redundant_exc_info():
    try:
        sync()
    except Exception:
        logger.exception("sync failed", exc_info=True)


# case: falsy-exc-info: logging:LOG007 ruff:LOG007


def falsy_exc_info():
    try:
        sync()
    except Exception:
        logger.exception("sync failed", exc_info=False)


# case: exception-outside-handler: logging:LOG004 ruff:LOG004


def finish():
    logger.exception("sync failed")


# case: exc-info-outside-handler: logging:LOG014 ruff:LOG014


def stop():
    logger.error("sync failed", exc_info=True)


# case: not-a-logger: tryceratops:TRY400


class Parser:
    def parse(self):
        try:
            sync()
        except ValueError as problem:
            self.error(problem.args[0])


# case: given-up-anyway: blind:B901 bugbear:B001 pylint:W0702 ruff:E722 ruff:S110 bandit:B110 blind:B902 pylint:W0718 ruff:BLE001 tryceratops:TRY202 ruff:S112 bandit:B112 bugbear:B036


def gives_up_bare(sock):
    try:
        sock.close()
    except:
        pass


def gives_up_broad(sock):
    try:
        sock.close()
    except Exception:
        pass


def gives_up_base(sock):
    try:
        sock.close()
    except BaseException:
        pass


def gives_up_all(workers):
    for worker in workers:
        try:
            worker.join(timeout=1)
        except Exception:
            continue


# case: lone-conversion: blind:B901 bugbear:B001 pylint:W0702 ruff:E722 ruff:S110 bandit:B110 blind:B902 pylint:W0718 ruff:BLE001 tryceratops:TRY202 ruff:S112 bandit:B112 bugbear:B036 logging:LOG005 ruff:TRY400 tryceratops:TRY400


def converts_bare(text):
    try:
        return int(text)
    except:
        pass


def converts_broad(text):
    try:
        return int(text)
    except Exception:
        pass


def converts_base(text):
    try:
        return int(text)
    except BaseException:
        return None


def converts_each(texts):
    for text in texts:
        try:
            queue.size = int(text)
        except Exception:
            continue


def converts_and_logs(text):
    try:
        return int(text)
    except Exception:
        logger.error("no number: %s", text)


# case: import-instead: blind:B901 bugbear:B001 pylint:W0702 ruff:E722 blind:B902 pylint:W0718 ruff:BLE001 bugbear:B036


def imports_bare():
    try:
        import fast_queue as made
    except:
        import queue as made
    return made


def imports_broad():
    try:
        import fast_queue as made
    except Exception:
        import queue as made
    return made


def imports_base():
    try:
        import fast_queue as made
    except BaseException:
        import queue as made
    return made


# case: handed-on-whole: logging:LOG005 ruff:TRY400 tryceratops:TRY400


def hands_on_whole(job):
    try:
        sync()
    except Exception as error:
        logger.error("sync failed")
        job.handle_exception(error)


def hands_on_whole_by_name():
    try:
        return sync()
    except Exception as error:
        logger.error("sync failed")
        return queue.Answer(error=error)


# case: kept-from-the-log: logging:LOG005 ruff:TRY400 tryceratops:TRY400


def keeps_from_the_log():
    try:
        sync()
    except Exception:
        # the error may hold a password
        logger.error("sync failed")
