"""Turns the packages' files into the models that server/infrastructure/faces and its neighbour tags run, and into the
list of cities.

All models take RGB bytes as they lie in a picture, [n, height, width, 3] uint8, and do their own scaling, so that
exchanging a model never touches C++. What they give is said at each function.
"""
import json
import struct

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import tfjs
import tflite

_OPSET = 9


def _pixels_to_planes(name: str, height: object, width: object, mean: float, scale: float, planes: str):
    """An input of RGB bytes, and the nodes that make `planes` of it: [n, 3, height, width], (value - mean) / scale."""
    given = helper.make_tensor_value_info(name, TensorProto.UINT8, ["n", height, width, 3])
    constants = [numpy_helper.from_array(np.float32(mean), "mean"), numpy_helper.from_array(np.float32(scale), "scale")]
    nodes = [
        helper.make_node("Transpose", [name], ["byte_planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Cast", ["byte_planes"], ["float_planes"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["float_planes", "mean"], ["centred_planes"]),
        helper.make_node("Div", ["centred_planes", "scale"], [planes]),
    ]
    return given, constants, nodes


def _output(name: str, shape: list) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def _model(name: str, nodes: list, given: onnx.ValueInfoProto, outputs: list, constants: list) -> bytes:
    for node in nodes:
        node.ClearField("doc_string")  # the makers' own file paths
    graph = helper.make_graph(nodes, name, [given], outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], producer_name="snapory")
    model.ir_version = 6
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)


def _needed_for(outputs: list[str], nodes: list) -> list:
    wanted, kept = set(outputs), []
    for node in reversed(nodes):
        if wanted.intersection(node.output):
            kept.append(node)
            wanted.update(node.input)
    return kept[::-1]


def detector(data: bytes) -> bytes:
    """RFB-320 for any height and width that 64 divides, before its boxes are fixed to one size.

    scores [1, anchors, 2]: background, face. offsets [1, anchors, 4]: centre and size relative to the anchor, as SSD
    has them (variances 0.1 and 0.2). Anchors go by stride 8, 16, 32, 64, then by row, by column, by size.
    """
    graph = onnx.load_from_string(data).graph
    given, constants, head = _pixels_to_planes("picture", "height", "width", 127, 128, "input")
    body = _needed_for(["scores", "462"], list(graph.node))
    for node in body:
        node.output[:] = ["offsets" if name == "462" else name for name in node.output]
    outputs = [_output("scores", [1, "anchors", 2]), _output("offsets", [1, "anchors", 4])]
    used = {name for node in body for name in node.input}
    weights = [tensor for tensor in graph.initializer if tensor.name in used]
    return _model("face_detector", head + body, given, outputs, constants + weights)


def embedder(first: bytes, second: bytes) -> bytes:
    """Two MobileFaceNets side by side, on 112 x 112 crops aligned to ArcFace's template; code [n, 704] of length 1.

    Each gives a code of length 1, 512 and 192 long. Both are shortened to half of the whole, so that the cosine of two
    joined codes is the mean of the cosines that the nets would give: what one mistakes, the other seldom does too.
    """
    given, constants, nodes = _pixels_to_planes("crops", 112, 112, 127, 128, "input")
    nodes += _first_body(first, constants) + _second_body(second, constants)
    constants.append(numpy_helper.from_array(np.float32(np.sqrt(0.5)), "half"))
    for which in ("first", "second"):
        nodes += [
            helper.make_node("Flatten", [f"{which}_features"], [f"{which}_flat"]),
            helper.make_node("LpNormalization", [f"{which}_flat"], [f"{which}_unit"], axis=1, p=2),
            helper.make_node("Mul", [f"{which}_unit", "half"], [f"{which}_half"]),
        ]
    nodes.append(helper.make_node("Concat", ["first_half", "second_half"], ["code"], axis=1))
    return _model("face_code", nodes, given, [_output("code", ["n", 704])], constants)


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
    given, constants, nodes = _pixels_to_planes("crops", 48, 48, 127.5, 128, "planes0")

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
    outputs = [_output("face", ["n", 2]), _output("shift", ["n", 4]), _output("points", ["n", 10])]
    return _model("face_landmarks", nodes, given, outputs, constants)


def objects(model: bytes, *shards: bytes) -> bytes:
    """SSDLite with MobileNetV2 for the objects of COCO, on pictures stretched to 300 x 300.

    scores [n, 90]: for each category of COCO from 1 on, how sure the model is of the surest of all its 1917 boxes. Where
    things are is left out: a tag is of the photo, and the surest box is the one that suppression would keep.
    embedding [n, 320]: the mean over the picture of its last layer without a rectifier, whose directions spread best.
    """
    weights = tfjs.constants(model, list(shards))
    given, constants, nodes = _pixels_to_planes("picture", 300, 300, 127.5, 127.5, "Preprocessor/sub")
    every = tfjs.operators(model)
    last_layer = "FeatureExtractor/MobilenetV2/expanded_conv_16/project/BatchNorm/batchnorm/add_1"
    heads = []
    for box_size in range(6):
        head = f"BoxPredictor_{box_size}/ClassPredictor/BiasAdd"
        for operator in tfjs.needed_for(head, "Preprocessor/sub", every):
            if operator.kind != "Const" and not any(operator.name == node.output[0] for node in nodes):
                nodes.append(_planes_first(operator, weights, constants))
        heads += _surest_of_positions(head, nodes, constants)
    nodes += [
        helper.make_node("Max", heads, ["surest"]),
        helper.make_node("Sigmoid", ["surest"], ["likely"]),
        helper.make_node("Slice", ["likely"], ["scores"], axes=[1], starts=[1], ends=[91]),  # 0 is the background
        helper.make_node("GlobalAveragePool", [last_layer], ["means"]),
        helper.make_node("Flatten", ["means"], ["embedding"]),
    ]
    outputs = [_output("scores", ["n", 90]), _output("embedding", ["n", 320])]
    return _model("object_tags", nodes, given, outputs, constants)


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


def _planes_first(step: tfjs.Operator, weights: dict[str, np.ndarray], constants: list) -> onnx.NodeProto:
    """The operator for planes [n, channels, height, width] where TensorFlow has the channels last."""

    def source(name: str) -> str:
        if name not in weights:
            return name
        values = weights[name]
        if not any(tensor.name == name for tensor in constants):
            shape = (-1, 1, 1) if values.ndim else ()
            constants.append(numpy_helper.from_array(np.ascontiguousarray(values.reshape(shape)), name))
        return name

    if step.kind in ("Conv2D", "DepthwiseConv2dNative"):
        kernel = weights[step.inputs[1]]  # height, width, in, out; or for each channel alone: height, width, in, 1
        alone = step.kind == "DepthwiseConv2dNative"
        constants.append(numpy_helper.from_array(
            np.ascontiguousarray(kernel.transpose((2, 3, 0, 1) if alone else (3, 2, 0, 1))), f"{step.name}/kernel"))
        return helper.make_node("Conv", [step.inputs[0], f"{step.name}/kernel"], [step.name],
                                auto_pad={"SAME": "SAME_UPPER", "VALID": "VALID"}[step.text("padding")],
                                strides=step.numbers("strides")[1:3], group=kernel.shape[2] if alone else 1)
    if step.kind == "FusedBatchNorm":
        for name in step.inputs[1:]:
            constants.append(numpy_helper.from_array(weights[name], name))
        return helper.make_node("BatchNormalization", step.inputs, [step.name], epsilon=step.fraction("epsilon"))
    if step.kind == "Relu6":
        return helper.make_node("Clip", step.inputs, [step.name], min=0.0, max=6.0)
    kind = {"Add": "Add", "AddN": "Sum", "BiasAdd": "Add", "Mul": "Mul"}[step.kind]
    return helper.make_node(kind, [source(name) for name in step.inputs], [step.name])


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
