"""Turns the packages' files into the models that server/infrastructure/faces and its neighbour tags run, and into the
list of cities.

All models take RGB bytes as they lie in a picture, [n, height, width, 3] uint8, and do their own scaling, so that
exchanging a model never touches C++. What they give is said at each function.
"""
import json
import struct

import numpy as np
import onnx
from onnx import helper, numpy_helper

import tfjs
import tflite
from face_marks import eyes, liveness, smile, youth
from graph import model, needed_for, output, pixels_to_planes, planes_first

__all__ = ["cities", "detector", "embedder", "eyes", "landmarks", "liveness", "objects", "smile", "youth"]


def detector(data: bytes) -> bytes:
    """RFB-320 for any height and width that 64 divides, before its boxes are fixed to one size.

    scores [1, anchors, 2]: background, face. offsets [1, anchors, 4]: centre and size relative to the anchor, as SSD
    has them (variances 0.1 and 0.2). Anchors go by stride 8, 16, 32, 64, then by row, by column, by size.
    """
    graph = onnx.load_from_string(data).graph
    given, constants, head = pixels_to_planes("picture", "height", "width", 127, 128, "input")
    body = needed_for(["scores", "462"], list(graph.node))
    for node in body:
        node.output[:] = ["offsets" if name == "462" else name for name in node.output]
    outputs = [output("scores", [1, "anchors", 2]), output("offsets", [1, "anchors", 4])]
    used = {name for node in body for name in node.input}
    weights = [tensor for tensor in graph.initializer if tensor.name in used]
    return model("face_detector", head + body, given, outputs, constants + weights)


def embedder(first: bytes, second: bytes) -> bytes:
    """Two MobileFaceNets side by side, on 112 x 112 crops aligned to ArcFace's template; code [n, 704] of length 1.

    Each gives a code of length 1, 512 and 192 long. Both are shortened to half of the whole, so that the cosine of two
    joined codes is the mean of the cosines that the nets would give: what one mistakes, the other seldom does too.
    """
    given, constants, nodes = pixels_to_planes("crops", 112, 112, 127, 128, "input")
    nodes += _first_body(first, constants) + _second_body(second, constants)
    constants.append(numpy_helper.from_array(np.float32(np.sqrt(0.5)), "half"))
    for which in ("first", "second"):
        nodes += [
            helper.make_node("Flatten", [f"{which}_features"], [f"{which}_flat"]),
            helper.make_node("LpNormalization", [f"{which}_flat"], [f"{which}_unit"], axis=1, p=2),
            helper.make_node("Mul", [f"{which}_unit", "half"], [f"{which}_half"]),
        ]
    nodes.append(helper.make_node("Concat", ["first_half", "second_half"], ["code"], axis=1))
    return model("face_code", nodes, given, [output("code", ["n", 704])], constants)


def _first_body(data: bytes, constants: list) -> list:
    """From "input" to "first_features"."""
    graph = onnx.load_from_string(data).graph
    body = [node for node in graph.node if node.op_type != "Reshape"]
    body[-1].output[:] = ["first_features"]
    used = {name for node in body for name in node.input}
    constants += [tensor for tensor in graph.initializer if tensor.name in used]
    return body


def _second_body(data: bytes, constants: list) -> list:
    """From "float_planes" to "second_features"."""
    weights = tflite.constants(data)
    constants += [numpy_helper.from_array(np.float32(127.5), "second_mean")]
    body = [
        helper.make_node("Sub", ["float_planes", "second_mean"], ["second_centred"]),
        helper.make_node("Div", ["second_centred", "scale"], ["second_input"]),
    ]
    names = {"input": "second_input"}  # what stands for each of its tensors

    def constant(name: str, values: np.ndarray) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    for step in tflite.operators(data):
        if step.kind in (tflite.CONV_2D, tflite.DEPTHWISE_CONV_2D):
            source, kernel, bias = step.inputs
            alone = step.kind == tflite.DEPTHWISE_CONV_2D
            planes_first = weights[kernel].transpose((3, 0, 1, 2) if alone else (0, 3, 1, 2))
            inputs = [names.get(source, source), constant(kernel, planes_first), constant(bias, weights[bias])]
            body.append(helper.make_node("Conv", inputs, [step.output], auto_pad=step.padding,
                                         strides=[step.stride] * 2, group=len(planes_first) if alone else 1))
        elif step.kind == tflite.RELU:  # with ABS, SUB, MUL and ADD it makes relu(x) + slope / 2 * (x - |x|)
            scope = step.output.removesuffix("Relu")
            slope = constant(f"{scope}slope", 2 * weights[f"{scope}mul"].reshape(-1, 1, 1))
            body.append(helper.make_node("PRelu", [step.inputs[0], slope], [f"{scope}add"]))
        elif step.kind == tflite.ADD and step.output.endswith("/Add"):
            body.append(helper.make_node("Add", step.inputs, [step.output]))
    body[-1].output[:] = ["second_features"]
    return body


def landmarks(data: bytes) -> bytes:
    """MTCNN's O-Net on square crops of 48 x 48.

    face [n, 2]: no, yes. shift [n, 4]: what to add to left, top, right, bottom, in crop sides. points [n, 10]: five x,
    then five y, in crop sides: the eyes, the nose, the corners of the mouth, left before right as seen.
    The file was trained on pictures with rows and columns exchanged; its weights are exchanged back here.
    """
    weights = {name.removeprefix("onet/"): values for name, values in tflite.constants(data).items()}
    given, constants, nodes = pixels_to_planes("crops", 48, 48, 127.5, 128, "planes0")

    def constant(name: str, values: np.ndarray) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def convolve(index: int, source: str) -> str:
        kernel = weights[f"conv{index}/weights/read"].transpose(0, 3, 2, 1)  # out, y, x, in -> out, in, x, y
        slope = weights[f"prelu{index}/alpha/read"].reshape(-1, 1, 1)
        inputs = [source, constant(f"kernel{index}", kernel),
                  constant(f"bias{index}", weights[f"conv{index}/Conv2D_bias"])]
        nodes.append(helper.make_node("Conv", inputs, [f"conv{index}"]))
        nodes.append(helper.make_node("PRelu", [f"conv{index}", constant(f"slope{index}", slope)], [f"planes{index}"]))
        return f"planes{index}"

    def pool(source: str, side: int, padding: str) -> str:
        nodes.append(helper.make_node("MaxPool", [source], [f"{source}_pooled"], kernel_shape=[side, side],
                                      strides=[2, 2], auto_pad=padding))
        return f"{source}_pooled"

    def multiply(source: str, name: str, matrix: np.ndarray, bias: np.ndarray) -> None:
        inputs = [source, constant(f"{name}_matrix", matrix), constant(f"{name}_bias", bias)]
        nodes.append(helper.make_node("Gemm", inputs, [name], transB=1))

    planes = pool(convolve(1, "planes0"), 3, "SAME_UPPER")
    planes = pool(convolve(2, planes), 3, "VALID")
    planes = pool(convolve(3, planes), 2, "SAME_UPPER")
    planes = convolve(4, planes)
    nodes.append(helper.make_node("Flatten", [planes], ["flat"]))
    matrix = weights["conv5/weights/read/transpose"]
    by_plane = matrix.reshape(-1, 3, 3, 128).transpose(0, 3, 2, 1).reshape(len(matrix), -1)
    multiply("flat", "dense", by_plane, weights["conv5/conv5/MatMul_bias"])
    nodes.append(helper.make_node("PRelu", ["dense", constant("slope5", weights["prelu5/alpha/read"])], ["features"]))

    for index, name in enumerate(["logits", "shift", "points"], 1):
        multiply("features", name, weights[f"conv6-{index}/weights/read/transpose"],
                 weights[f"conv6-{index}/conv6-{index}/MatMul_bias"])
    nodes.append(helper.make_node("Softmax", ["logits"], ["face"], axis=1))
    outputs = [output("face", ["n", 2]), output("shift", ["n", 4]), output("points", ["n", 10])]
    return model("face_landmarks", nodes, given, outputs, constants)


def objects(topology: bytes, *shards: bytes) -> bytes:
    """SSDLite with MobileNetV2 for the objects of COCO, on pictures stretched to 300 x 300.

    scores [n, 90]: for each category of COCO from 1 on, how sure the model is of the surest of all its 1917 boxes. Where
    things are is left out: a tag is of the photo, and the surest box is the one that suppression would keep.
    embedding [n, 320]: the mean over the picture of its last layer without a rectifier, whose directions spread best.
    """
    weights = tfjs.constants(topology, list(shards))
    given, constants, nodes = pixels_to_planes("picture", 300, 300, 127.5, 127.5, "Preprocessor/sub")
    every = tfjs.operators(topology)
    last_layer = "FeatureExtractor/MobilenetV2/expanded_conv_16/project/BatchNorm/batchnorm/add_1"
    heads = []
    for box_size in range(6):
        head = f"BoxPredictor_{box_size}/ClassPredictor/BiasAdd"
        for operator in tfjs.needed_for(head, "Preprocessor/sub", every):
            if operator.kind != "Const" and not any(operator.name == node.output[0] for node in nodes):
                nodes += planes_first(operator, weights, constants)
        heads += _surest_of_positions(head, nodes, constants)
    nodes += [
        helper.make_node("Max", heads, ["surest"]),
        helper.make_node("Sigmoid", ["surest"], ["likely"]),
        helper.make_node("Slice", ["likely"], ["scores"], axes=[1], starts=[1], ends=[91]),  # 0 is the background
        helper.make_node("GlobalAveragePool", [last_layer], ["means"]),
        helper.make_node("Flatten", ["means"], ["embedding"]),
    ]
    outputs = [output("scores", ["n", 90]), output("embedding", ["n", 320])]
    return model("object_tags", nodes, given, outputs, constants)


def _surest_of_positions(head: str, nodes: list, constants: list) -> list[str]:
    """Of planes [n, shapes * 91, height, width] the greatest of each category: [n, 91]."""
    shape = f"{head}/shape"
    constants.append(numpy_helper.from_array(np.array([0, -1, 91, 1, 1], np.int64), shape))
    nodes += [
        helper.make_node("GlobalMaxPool", [head], [f"{head}/pooled"]),
        helper.make_node("Reshape", [f"{head}/pooled", shape], [f"{head}/shapes"]),
        helper.make_node("ReduceMax", [f"{head}/shapes"], [f"{head}/surest"], axes=[1, 3, 4], keepdims=0),
    ]
    return [f"{head}/surest"]


def cities(source: bytes) -> bytes:
    """GeoNames' cities as JSON to: magic, count, 16 bytes a city by latitude (1e-5 degrees), names in UTF-8."""
    found = sorted(
        (round(float(city["lat"]) * 1e5), round(float(city["lng"]) * 1e5), city["name"], city["country"])
        for city in json.loads(source)
    )
    places: dict[bytes, int] = {}
    names = bytearray()
    records = bytearray()
    for latitude, longitude, name, country in found:
        text = name.encode()
        if text not in places:
            places[text] = len(names)
            names += text
        records += struct.pack("<iiIH2s", latitude, longitude, places[text], len(text), country.encode("ascii"))
    return b"cities1\n" + struct.pack("<I", len(found)) + bytes(records) + bytes(names)
