"""Lines of the log without what people typed: an error may quote it, so only its kind and place are kept."""

import logging
import traceback


class Wordless(logging.Formatter):
    """Writes errors as their kind and the lines they came through; a database's "Key (email)=(…)" stays out."""

    def format(self, record):
        line = super().format(record)
        for error in chain(record.exc_info and record.exc_info[1]):
            for words in filter(None, (repr(error), str(error))):
                line = line.replace(words, type(error).__name__)
        return line

    def formatException(self, caught):
        return "\n".join(
            f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}".rstrip()
            for error in chain(caught[1])
        )


def chain(error):
    """An error and those it came from, the last one first."""
    while error:
        yield error
        error = error.__cause__ or error.__context__
