"""Reads weights and operators of a TensorFlow.js graph model: model.json and the shards of its weights."""
import base64
import json
import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Operator:
    kind: str
    name: str
    inputs: list[str]
    attributes: dict

    def text(self, attribute: str) -> str:
        """TensorFlow.js writes bytes as base64, its older converter as a list of numbers."""
        value = self.attributes[attribute]["s"]
        return (bytes(value) if isinstance(value, list) else base64.b64decode(value)).decode()

    def numbers(self, attribute: str) -> list[int]:
        return [int(number) for number in self.attributes[attribute]["list"]["i"]]

    def texts(self, attribute: str) -> list[str]:
        """None where it is not set."""
        return [base64.b64decode(text).decode() for text in self.attributes.get(attribute, {}).get("list", {}).get("s", [])]

    def fraction(self, attribute: str) -> float:
        return float(self.attributes[attribute]["f"])


def operators(model: bytes) -> dict[str, Operator]:
    """By name."""
    nodes = json.loads(model)["modelTopology"]["node"]
    return {node["name"]: Operator(node["op"], node["name"], node.get("input", []), node.get("attr", {})) for node in nodes}


def constants(model: bytes, shards: list[bytes]) -> dict[str, np.ndarray]:
    data, offset, found = b"".join(shards), 0, {}
    for group in json.loads(model)["weightsManifest"]:
        for weight in group["weights"]:
            stored = weight.get("quantization", weight)
            assert "scale" not in stored, weight["name"]  # float16 needs none; other kinds are not read
            count, dtype = math.prod(weight["shape"]), np.dtype(stored["dtype"])
            values = np.frombuffer(data, dtype, count, offset).reshape(weight["shape"])
            found[weight["name"]] = values.astype(weight["dtype"])
            offset += count * dtype.itemsize
    return found


def needed_for(output: str, given: str, all_operators: dict[str, Operator]) -> list[Operator]:
    """What computes `output` from `given`, each after those it needs."""
    ordered: dict[str, Operator] = {}

    def visit(name: str) -> None:
        if name == given or name in ordered:
            return
        operator = all_operators[name]
        for source in operator.inputs:
            visit(source)
        ordered[name] = operator

    visit(output)
    return list(ordered.values())
