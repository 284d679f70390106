"""What the conversions of all models are built from: inputs of RGB bytes, and TensorFlow's operators as ONNX has them."""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import tfjs

_OPSET = 9
_PADDINGS = {"SAME": "SAME_UPPER", "VALID": "VALID"}  # as TensorFlow and ONNX name them


def pixels_to_planes(name: str, height: object, width: object, mean: float, scale: float, planes: str):
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


def output(name: str, shape: list) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def model(name: str, nodes: list, given: onnx.ValueInfoProto, outputs: list, constants: list) -> bytes:
    for node in nodes:
        node.ClearField("doc_string")  # the makers' own file paths
    graph = helper.make_graph(nodes, name, [given], outputs, constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], producer_name="snapory")
    made.ir_version = 6
    onnx.checker.check_model(made)
    return made.SerializeToString(deterministic=True)


def needed_for(outputs: list[str], nodes: list) -> list:
    wanted, kept = set(outputs), []
    for node in reversed(nodes):
        if wanted.intersection(node.output):
            kept.append(node)
            wanted.update(node.input)
    return kept[::-1]


def planes_first(step: tfjs.Operator, weights: dict[str, np.ndarray], constants: list) -> list[onnx.NodeProto]:
    """The operator for planes [n, channels, height, width] where TensorFlow has the channels last."""

    def source(name: str) -> str:
        if name not in weights:
            return name
        values = weights[name]
        if not any(tensor.name == name for tensor in constants):
            shape = (-1, 1, 1) if values.ndim else ()
            constants.append(numpy_helper.from_array(np.ascontiguousarray(values.reshape(shape)), name))
        return name

    if step.kind in ("Conv2D", "DepthwiseConv2dNative", "_FusedConv2D"):
        return _convolution(step, weights, constants)
    if step.kind == "FusedBatchNorm":
        for name in step.inputs[1:]:
            constants.append(numpy_helper.from_array(weights[name], name))
        return [helper.make_node("BatchNormalization", step.inputs, [step.name], epsilon=step.fraction("epsilon"))]
    if step.kind == "Relu6":
        return [helper.make_node("Clip", step.inputs, [step.name], min=0.0, max=6.0)]
    if step.kind in ("Minimum", "Maximum"):  # a Relu6 in three steps
        limit = float(weights[step.inputs[1]])
        bounds = {"max": limit} if step.kind == "Minimum" else {"min": limit}
        return [helper.make_node("Clip", step.inputs[:1], [step.name], **bounds)]
    if step.kind == "MaxPool":
        return [helper.make_node("MaxPool", step.inputs, [step.name], auto_pad=_PADDINGS[step.text("padding")],
                                 kernel_shape=step.numbers("ksize")[1:3], strides=step.numbers("strides")[1:3])]
    kind = {"Add": "Add", "AddN": "Sum", "AddV2": "Add", "BiasAdd": "Add", "Mul": "Mul", "Relu": "Relu"}[step.kind]
    return [helper.make_node(kind, [source(name) for name in step.inputs], [step.name])]


def _convolution(step: tfjs.Operator, weights: dict[str, np.ndarray], constants: list) -> list[onnx.NodeProto]:
    kernel = weights[step.inputs[1]]  # height, width, in, out; or for each channel alone: height, width, in, 1
    alone = step.kind == "DepthwiseConv2dNative"
    constants.append(numpy_helper.from_array(
        np.ascontiguousarray(kernel.transpose((2, 3, 0, 1) if alone else (3, 2, 0, 1))), f"{step.name}/kernel"))
    inputs = [step.inputs[0], f"{step.name}/kernel"]
    fused = step.texts("fused_ops")
    if "BiasAdd" in fused:
        constants.append(numpy_helper.from_array(weights[step.inputs[2]].reshape(-1), f"{step.name}/bias"))
        inputs.append(f"{step.name}/bias")
    sum_name = f"{step.name}/sum" if "Relu" in fused else step.name
    nodes = [helper.make_node("Conv", inputs, [sum_name], auto_pad=_PADDINGS[step.text("padding")],
                              strides=step.numbers("strides")[1:3], group=kernel.shape[2] if alone else 1)]
    return nodes + ([helper.make_node("Relu", [sum_name], [step.name])] if "Relu" in fused else [])
