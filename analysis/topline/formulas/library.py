"""The library that knows the algebra of terms and the coding of factors."""

from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from ..errors import ArgumentError
from ..statistics.core.blocks import ColumnMatrix


def formulaic(module: str = "formulaic") -> Any:
    """Import formulaic, or say how to get it."""
    try:
        return import_module(module)
    except ImportError:
        raise ArgumentError(
            "a formula needs formulaic, which is not installed; install topline[models]"
        ) from None


@cache
def column_materializer() -> Any:
    """Return what makes a matrix of a frame, column by column: a number that stands alone is lent.

    A class of its own only once it is asked for, as the library may not be installed.
    """
    override = formulaic("interface_meta").override

    class Columns(formulaic("formulaic.materializers").PandasMaterializer):  # type: ignore[misc]
        REGISTER_NAME = "topline"
        REGISTER_INPUTS = ()
        REGISTER_OUTPUTS = ("numpy",)

        @override  # type: ignore[untyped-decorator]
        def _encode_constant(
            self,
            value: Any,
            metadata: Any,  # noqa: ARG002
            encoder_state: Any,  # noqa: ARG002
            spec: Any,  # noqa: ARG002
            drop_rows: Any,  # noqa: ARG002
        ) -> Any:
            return np.broadcast_to(float(value), self.nrows)

        @override  # type: ignore[untyped-decorator]
        def _get_columns_for_term(self, factors: Any, spec: Any, scale: float = 1) -> Any:
            if len(factors) == 1 and scale == 1:
                return {name: np.asarray(values) for name, values in factors[0].items()}
            return super()._get_columns_for_term(factors, spec, scale)

        @override  # type: ignore[untyped-decorator]
        def _combine_columns(self, cols: Any, spec: Any, drop_rows: Any) -> Any:  # noqa: ARG002
            return ColumnMatrix(tuple(values for _, values in cols))

    return Columns
