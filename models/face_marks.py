"""Turns the packages' files into the models that read the marks of a face: server/infrastructure/faces/mark_reader.

As those of convert.py they take RGB bytes, [n, side, side, 3] uint8, cut around a face as said at each function.
"""
import numpy as np
import onnx
from onnx import helper, numpy_helper

import tfjs
from graph import model, output, pixels_to_planes, planes_first

_GREY = (0.299, 0.587, 0.114)  # of red, green and blue, as OpenCV has them


def _grey(planes: str, scale: float, shift: float, constants: list) -> onnx.NodeProto:
    """One plane, grey * scale + shift, of three: "grey"."""
    kernel = np.float32(_GREY).reshape(1, 3, 1, 1) * np.float32(scale)
    constants += [numpy_helper.from_array(kernel, "grey_kernel"), numpy_helper.from_array(np.float32([shift]), "grey_shift")]
    return helper.make_node("Conv", [planes, "grey_kernel", "grey_shift"], ["grey"])


def _softmax_of(logits: str, which: int, name: str) -> list:
    """Of [n, classes] the probability of one: [n, 1]."""
    return [
        helper.make_node("Softmax", [logits], ["likely"], axis=1),
        helper.make_node("Slice", ["likely"], [name], axes=[1], starts=[which], ends=[which + 1]),
    ]


def _body_before(kind: str, data: bytes, given: str, constants: list) -> tuple[list, str]:
    """The nodes of a net up to the first of a kind, reading `given`, and what they end in."""
    graph = onnx.load_from_string(data).graph
    first = next(index for index, node in enumerate(graph.node) if node.op_type == kind)
    body = list(graph.node)[:first]
    for node in body:
        node.input[:] = [given if name == graph.input[0].name else name for name in node.input]
    constants += graph.initializer
    return body, body[-1].output[0]


def eyes(data: bytes) -> bytes:
    """Whether an eye is closed, on crops of 24 x 24 around it; closed [n, 1]."""
    given, constants, nodes = pixels_to_planes("crops", 24, 24, 0, 255, "planes")
    nodes.append(_grey("planes", 1, 0, constants))
    body, features = _body_before("Shape", data, "grey", constants)
    nodes += body + [helper.make_node("Flatten", [features], ["logits"])] + _softmax_of("logits", 0, "closed")
    return model("face_eyes", nodes, given, [output("closed", ["n", 1])], constants)


def liveness(data: bytes) -> bytes:
    """Whether a face was before the camera itself, on crops of 128 x 128 that are 2.7 faces wide; live [n, 1]."""
    given, constants, nodes = pixels_to_planes("crops", 128, 128, 0, 1, "planes")
    constants.append(numpy_helper.from_array(np.int64([2, 1, 0]), "blue_first"))
    nodes.append(helper.make_node("Gather", ["planes", "blue_first"], ["blue_first_planes"], axis=1))
    body, features = _body_before("Shape", data, "blue_first_planes", constants)
    graph = onnx.load_from_string(data).graph
    head = list(graph.node)[-3:]  # two matrices with a normalisation between
    head[0].input[0] = "flat"
    nodes += body + [helper.make_node("Flatten", [features], ["flat"])] + head + _softmax_of(head[-1].output[0], 0, "live")
    return model("face_liveness", nodes, given, [output("live", ["n", 1])], constants)


def _tensorflow(data: bytes, weights: bytes, end: str, given: str, constants: list) -> list:
    """The nodes of a graph of TensorFlow.js that make `end` of the planes `given`."""
    values = tfjs.constants(data, [weights])
    operators = tfjs.needed_for(end, "input_1", tfjs.operators(data))
    nodes = [node for each in operators if each.kind != "Const" for node in planes_first(each, values, constants)]
    for node in nodes:
        node.input[:] = [given if name == "input_1" else name for name in node.input]
    return nodes


def smile(data: bytes, weights: bytes) -> bytes:
    """How surely a face is happy, on upright crops of 64 x 64 that are 1.1 faces wide; happy [n, 1]."""
    given, constants, nodes = pixels_to_planes("crops", 64, 64, 127.5, 127.5, "planes")
    nodes.append(_grey("planes", 1, 0, constants))
    end = "StatefulPartitionedCall/model_1/conv2d_5/BiasAdd"
    nodes += _tensorflow(data, weights, end, "grey", constants)
    nodes += [helper.make_node("GlobalAveragePool", [end], ["means"]), helper.make_node("Flatten", ["means"], ["logits"])]
    return model("face_smile", nodes + _softmax_of("logits", 3, "happy"), given, [output("happy", ["n", 1])], constants)


def youth(data: bytes, weights: bytes) -> bytes:
    """How old a face looks, on chips of 224 x 224 aligned by its landmarks; years [n, 1], an expectation."""
    given, constants, nodes = pixels_to_planes("crops", 224, 224, 0, 1, "planes")
    end = "conv_pw_13_relu/clip_by_value"
    nodes += _tensorflow(data, weights, end, "planes", constants)
    values = tfjs.constants(data, [weights])
    nodes += [helper.make_node("GlobalAveragePool", [end], ["means"]), helper.make_node("Flatten", ["means"], ["flat"])]
    source = "flat"
    for name in ("feats", "age_pred"):
        constants += [numpy_helper.from_array(values[f"{name}/{part}"], f"{name}/{part}") for part in ("kernel", "bias")]
        nodes.append(helper.make_node("Gemm", [source, f"{name}/kernel", f"{name}/bias"], [f"{name}/sum"]))
        source = f"{name}/sum"
        if name == "feats":
            nodes.append(helper.make_node("Relu", [source], ["feats/Relu"]))
            source = "feats/Relu"
    constants.append(numpy_helper.from_array(np.arange(1, 101, dtype=np.float32).reshape(100, 1), "year"))
    nodes += [helper.make_node("Softmax", [source], ["likely"], axis=1), helper.make_node("MatMul", ["likely", "year"], ["years"])]
    return model("face_youth", nodes, given, [output("years", ["n", 1])], constants)
