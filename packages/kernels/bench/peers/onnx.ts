/** Writes ONNX graphs: as much of onnx.proto as a model of float weights needs, encoded by protobufjs. */
import protobuf from 'protobufjs';

/** The fields used here, with the numbers of onnx.proto (IR version 8). */
const SCHEMA = `
syntax = "proto3";
message Attribute { string name = 1; float f = 2; int64 i = 3; bytes s = 4; repeated int64 ints = 8; int32 type = 20; }
message Node { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; repeated Attribute attribute = 5; string domain = 7; }
message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
message Dimension { int64 dim_value = 1; string dim_param = 2; }
message Shape { repeated Dimension dim = 1; }
message TensorType { int32 elem_type = 1; Shape shape = 2; }
message Type { TensorType tensor_type = 1; }
message Value { string name = 1; Type type = 2; }
message Graph { repeated Node node = 1; string name = 2; repeated Tensor initializer = 5; repeated Value input = 11; repeated Value output = 12; }
message Opset { string domain = 1; int64 version = 2; }
message Model { int64 ir_version = 1; string producer_name = 2; Graph graph = 7; repeated Opset opset_import = 8; }
`;
const IR_VERSION = 8;
const OPSET = 17;
const ATTRIBUTE_TYPES = { f: 1, i: 2, s: 3, ints: 7 };
const ELEMENT_TYPES = { float32: 1, int64: 7 };

type AttributeValue = number | { int: number } | string | number[];
type Dimensions = readonly (number | string)[];

export interface OnnxBuilder {
  /** Adds a constant and returns its name. */
  constant(name: string, shape: readonly number[], values: Float32Array | BigInt64Array): string;
  /** Declares a graph input; a string in `shape` names a size known at run time. Returns its name. */
  input(name: string, type: keyof typeof ELEMENT_TYPES, shape: Dimensions): string;
  /** Makes the value `name` a graph output. */
  output(name: string, type: keyof typeof ELEMENT_TYPES, shape: Dimensions): void;
  /** Adds a node and returns the name of its first output. */
  node(op: string, inputs: string[], attributes?: Record<string, AttributeValue>, options?: NodeOptions): string;
  /** The whole model as a file. */
  encode(): Uint8Array;
}

interface NodeOptions {
  /** Names of the outputs; by default there is one, with a name of its own. */
  outputs?: string[];
  /** `com.microsoft` for onnxruntime's own ops. */
  domain?: string;
}

export function createOnnxBuilder(): OnnxBuilder {
  const graph = {
    name: 'glassbox',
    node: [] as object[],
    initializer: [] as object[],
    input: [] as object[],
    output: [] as object[],
  };
  const describe = (name: string, type: keyof typeof ELEMENT_TYPES, shape: Dimensions) => {
    const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
    return { name, type: { tensorType: { elemType: ELEMENT_TYPES[type], shape: { dim } } } };
  };
  return {
    constant(name, dims, values) {
      const dataType = ELEMENT_TYPES[values instanceof Float32Array ? 'float32' : 'int64'];
      const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      graph.initializer.push({ name, dims, dataType, rawData });
      return name;
    },
    input(name, type, shape) {
      graph.input.push(describe(name, type, shape));
      return name;
    },
    output(name, type, shape) {
      graph.output.push(describe(name, type, shape));
    },
    node(opType, inputs, attributes = {}, { outputs, domain = '' } = {}) {
      const name = `${opType}_${graph.node.length}`;
      const output = outputs ?? [name];
      const attribute = Object.entries(attributes).map(([key, value]) => encodeAttribute(key, value));
      graph.node.push({ name, opType, input: inputs, output, attribute, domain });
      return output[0] ?? name;
    },
    encode() {
      const model = protobuf.parse(SCHEMA).root.lookupType('Model');
      const opsetImport = [
        { domain: '', version: OPSET },
        { domain: 'com.microsoft', version: 1 },
      ];
      return model
        .encode(model.fromObject({ irVersion: IR_VERSION, producerName: 'glassbox', graph, opsetImport }))
        .finish();
    },
  };
}

/** A plain number is a float; integers are written as { int }. */
function encodeAttribute(name: string, value: AttributeValue): object {
  if (typeof value === 'number') return { name, f: value, type: ATTRIBUTE_TYPES.f };
  if (typeof value === 'string') return { name, s: Buffer.from(value), type: ATTRIBUTE_TYPES.s };
  if (Array.isArray(value)) return { name, ints: value, type: ATTRIBUTE_TYPES.ints };
  return { name, i: value.int, type: ATTRIBUTE_TYPES.i };
}
