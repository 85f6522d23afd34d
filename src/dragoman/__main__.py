"""`python -m dragoman` is the command line."""

from dragoman.app.main import main

main()
