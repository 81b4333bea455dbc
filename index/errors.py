"""What stops the index; every message says where, what, and what to do."""


class EmbedderUnavailable(RuntimeError):
    """The embedding model cannot be used now; searching goes on by keyword only."""


class ModelUnavailable(EmbedderUnavailable):
    """The default embedding model cannot be had: no wheel, or not the one we know."""


class StoreUnusable(RuntimeError):
    """The store cannot be opened: another program's file, a newer version, no right to write."""


class GenerationDamaged(RuntimeError):
    """A generation on disk is not what its manifest says; building again repairs it."""


class DocumentNotLoaded(LookupError):
    """No document of that id is in the store."""
