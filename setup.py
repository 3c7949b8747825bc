"""The one part of the build that setup.cfg cannot say: the loops that are compiled, if possible."""

import numpy
from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension(
            "archive.engines.whoosh_engine.loops.compiled",
            ["archive/engines/whoosh_engine/loops/compiled.c"],
            include_dirs=[numpy.get_include()],
            # Sums are rounded as numpy rounds them, whatever the processor offers.
            extra_compile_args=["-O3", "-ffp-contract=off"],
            # Without a compiler the engine takes loops of numpy.
            optional=True,
        )
    ]
)
