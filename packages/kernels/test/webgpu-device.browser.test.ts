/** The webgpu backend's life: kernels in by the import alone, a device that is lost, and a new one. */
import '@tensorflow/tfjs-backend-cpu';
import {
  backend,
  engine,
  env,
  getKernel,
  removeBackend,
  setBackend,
  type Tensor,
  type Tensor2D,
  tensor,
  tensor2d,
  variable,
} from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { adamW, clipByGlobalNorm, gelu, KernelError, linear } from '../src/index.ts';
import { countGpuWork, installWebgpuKernels, registerWebgpuBackend } from '../src/webgpu/index.ts';
import { ownVariable } from './tiny-gpt.ts';

const adapter = await navigator.gpu?.requestAdapter();
const deviceOf = () => (backend() as unknown as { device: GPUDevice }).device;

describe.skipIf(!adapter)('the webgpu backend (needs a WebGPU adapter)', () => {
  test('starts with the kernels in: the import was enough', async () => {
    env().set('WEBGPU_CPU_FORWARD', false);
    await setBackend('webgpu');
    const x = tensor2d([[1, 2]]);
    const w = tensor2d([[3], [4]]);
    const { dispatches } = await countGpuWork(backend(), async () => {
      const y = linear(x, w, undefined, { activation: 'gelu' });
      expect((await y.data())[0]).toBeCloseTo(11, 5);
      y.dispose();
    });
    expect(dispatches).toBe(1);
    for (const used of [x, w]) used.dispose();
  });

  test('parameters that clones, reads and other optimizers hold on to keep what they were', async () => {
    const before = engine().memory();
    const parameter = ownVariable(tensor([1, 2, 3]));
    const [first, second] = [ownVariable(tensor([0, 0, 0])), ownVariable(tensor([0, 0, 0]))];
    const step = (count: number) => {
      const gradient = tensor([1, 1, 1]);
      const { tensors, norm } = clipByGlobalNorm([gradient], 10);
      adamW({
        parameters: [parameter],
        gradients: tensors,
        firstMoments: [first],
        secondMoments: [second],
        step: count,
        weightDecay: [0],
        learningRate: 0.5,
        beta1: 0.9,
        beta2: 0.99,
        epsilon: 1e-8,
      });
      for (const used of [gradient, norm, ...tensors]) used.dispose();
    };
    step(1);
    const clone = parameter.clone();
    const pending = parameter.data(); // not awaited: the step replaces what is being read
    step(2);
    const detached = parameter.dataToGPU().tensorRef as Tensor;
    const shared = variable(parameter);
    step(3);
    const near = async (x: Tensor, expected: number[]) => {
      const values = await x.data();
      for (const [i, value] of expected.entries()) expect(values[i], `${i}`).toBeCloseTo(value, 4);
    };
    await near(clone, [0.5, 1.5, 2.5]);
    expect((await pending)[0]).toBeCloseTo(0.5, 4);
    await near(detached, [0, 1, 2]);
    await near(shared, [0, 1, 2]);
    await near(parameter, [-0.5, 0.5, 1.5]);
    for (const used of [parameter, first, second, clone, detached, shared]) used.dispose();
    expect(engine().memory().numDataBuffers).toBe(before.numDataBuffers);
  });

  test('10,000 optimizer steps take no more GPU memory than ten', async () => {
    const parameters = [ownVariable(tensor([1, 2, 3])), ownVariable(tensor([4]))];
    const zero = () => parameters.map(({ shape }) => ownVariable(tensor(new Float32Array(shape[0] ?? 0))));
    const [firstMoments, secondMoments] = [zero(), zero()];
    const run = (step: number) => {
      const { tensors: gradients, norm } = clipByGlobalNorm(parameters, 1);
      const options = { learningRate: 1e-3, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: [0, 0] };
      adamW({ parameters, gradients, firstMoments, secondMoments, step, ...options });
      for (const used of [norm, ...gradients]) used.dispose();
    };
    const bytes = () => (engine().memory() as unknown as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;
    for (let step = 1; step <= 10; step++) run(step);
    await parameters[0]?.data();
    const early = bytes();
    for (let step = 11; step <= 10_000; step++) {
      run(step);
      if (step % 500 === 0) await parameters[0]?.data();
    }
    expect(bytes()).toBe(early);
    for (const used of [...parameters, ...firstMoments, ...secondMoments]) used.dispose();
  });

  test('a lost device: reads reject and ops throw with what to do, and a new device works', async () => {
    const x = tensor2d([[1, 2]]) as Tensor2D;
    const y = gelu(x);
    deviceOf().destroy();
    await deviceOf().lost;
    await expect(y.data()).rejects.toThrow(/the GPU device was lost/);
    expect(() => gelu(x)).toThrow(KernelError);
    expect(() => gelu(x)).toThrow(/removeBackend\('webgpu'\), registerWebgpuBackend\(\)/);

    removeBackend('webgpu');
    registerWebgpuBackend();
    await setBackend('webgpu');
    const again = tensor2d([[0, 1e4]]);
    const z = gelu(again);
    expect(await z.data()).toEqual(Float32Array.of(0, 1e4));
    for (const used of [again, z]) used.dispose();
  });

  test('dispose brings the references back, and installing again the kernels', async () => {
    const fast = getKernel('GlassboxGelu', 'webgpu');
    installWebgpuKernels().dispose();
    expect(getKernel('GlassboxGelu', 'webgpu')).toBeUndefined();
    const x = tensor([1e4]);
    const y = gelu(x);
    expect((await y.data())[0]).toBe(1e4);
    expect(installWebgpuKernels()).toBe(installWebgpuKernels());
    expect(getKernel('GlassboxGelu', 'webgpu')).not.toBe(fast);
    for (const used of [x, y]) used.dispose();
  });

  test('on another backend installing is refused', async () => {
    await setBackend('cpu');
    expect(() => installWebgpuKernels()).toThrow(/the active backend is cpu; webgpu was needed/);
    await setBackend('webgpu');
  });
});
