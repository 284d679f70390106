"""Reads weights and operators of a TFLite file: as much of the flatbuffer as that takes, since Debian ships no schema.

Field numbers are those of tensorflow/lite/schema/schema.fbs.
"""
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

_DTYPES = {0: np.float32, 2: np.int32}


class _Table:
    def __init__(self, data: bytes, position: int):
        self._data = data
        self._position = position
        self._vtable = position - struct.unpack_from("<i", data, position)[0]
        self._vtable_size = struct.unpack_from("<H", data, self._vtable)[0]

    def _field(self, number: int) -> int | None:
        slot = 4 + 2 * number
        if slot >= self._vtable_size:
            return None
        offset = struct.unpack_from("<H", self._data, self._vtable + slot)[0]
        return self._position + offset if offset else None

    def scalar(self, number: int, fmt: str) -> int:
        field = self._field(number)
        return struct.unpack_from(fmt, self._data, field)[0] if field else 0

    def _vector(self, number: int) -> tuple[int, int]:
        field = self._field(number)
        if field is None:
            return 0, 0
        start = field + struct.unpack_from("<I", self._data, field)[0]
        return start + 4, struct.unpack_from("<I", self._data, start)[0]

    def table(self, number: int) -> "_Table":
        field = self._field(number)
        assert field is not None, f"no table in field {number}"
        return _Table(self._data, field + struct.unpack_from("<I", self._data, field)[0])

    def tables(self, number: int) -> list["_Table"]:
        start, count = self._vector(number)
        slots = (start + 4 * index for index in range(count))
        return [_Table(self._data, slot + struct.unpack_from("<I", self._data, slot)[0]) for slot in slots]

    def array(self, number: int, dtype: type) -> np.ndarray:
        start, count = self._vector(number)
        return np.frombuffer(self._data, dtype, count, start)

    def text(self, number: int) -> str:
        return self.array(number, np.uint8).tobytes().decode()


def constants(data: bytes) -> dict[str, np.ndarray]:
    """The weights of the first graph by name, in TensorFlow's layouts."""
    model = _Table(data, struct.unpack_from("<I", data, 0)[0])
    graph, buffers = model.tables(2)[0], model.tables(4)
    found = {}
    for tensor in graph.tables(0):
        raw = buffers[tensor.scalar(2, "<I")].array(0, np.uint8)
        if raw.size:
            values = np.frombuffer(raw.tobytes(), _DTYPES[tensor.scalar(1, "<b")])
            found[tensor.text(3)] = values.reshape(tensor.array(0, np.int32))
    return found


# Kinds of operators, as BuiltinOperator has them.
ADD, CONV_2D, DEPTHWISE_CONV_2D, RELU = 0, 3, 4, 19


@dataclass(frozen=True)
class Operator:
    kind: int
    inputs: list[str]
    output: str
    padding: str = "SAME_UPPER"  # of convolutions, as ONNX names it
    stride: int = 1  # of convolutions


def operators(data: bytes) -> Iterator[Operator]:
    """The operators of the first graph, in the order they run."""
    model = _Table(data, struct.unpack_from("<I", data, 0)[0])
    graph, codes = model.tables(2)[0], model.tables(1)
    names = [tensor.text(3) for tensor in graph.tables(0)]
    for operator in graph.tables(3):
        kind = codes[operator.scalar(0, "<I")].scalar(0, "<b")
        inputs = [names[index] for index in operator.array(1, np.int32)]
        output = names[operator.array(2, np.int32)[0]]
        if kind in (CONV_2D, DEPTHWISE_CONV_2D):
            options = operator.table(4)
            padding = "VALID" if options.scalar(0, "<b") else "SAME_UPPER"
            yield Operator(kind, inputs, output, padding, options.scalar(1, "<i"))
        else:
            yield Operator(kind, inputs, output)
