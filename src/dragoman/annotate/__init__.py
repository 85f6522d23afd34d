"""Article → annotation: sentences, actors, quotations, times, places. Models are loaded here, once."""

from dragoman.annotate.actors import STATE_SECTORS, Actor
from dragoman.annotate.annotation import Annotation, annotate
from dragoman.annotate.cast import Mention
from dragoman.annotate.quotations import Quotation

__all__ = ["STATE_SECTORS", "Actor", "Annotation", "Mention", "Quotation", "annotate"]
