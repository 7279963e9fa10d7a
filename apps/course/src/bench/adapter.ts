/** Whether this browser offers a graphics card to pages, and whether that card is a real one. */

/** As much of `navigator.gpu` as is asked here. */
interface Gpu {
  requestAdapter(options?: { powerPreference: 'high-performance' }): Promise<GpuAdapter | null>;
}
interface GpuAdapter {
  readonly isFallbackAdapter?: boolean;
  readonly info?: {
    readonly vendor?: string;
    readonly architecture?: string;
    readonly description?: string;
    readonly isFallbackAdapter?: boolean;
  };
}

export interface Adapter {
  /** As the browser names it, which is often no more than vendor and family. */
  name: string;
  isSoftware: boolean;
}

/** Names under which software adapters are known: Chromium's, Mesa's, Windows'. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render/i;

/** The adapter a page gets, or undefined without WebGPU or without a card it may use. Never throws. */
export async function findAdapter(): Promise<Adapter | undefined> {
  const { gpu } = navigator as unknown as { gpu?: Gpu };
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return undefined;
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info ?? {};
  const name = description || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed';
  const isSoftware =
    Boolean(adapter.isFallbackAdapter ?? isFallbackAdapter) || SOFTWARE.test(`${name} ${architecture}`);
  return { name, isSoftware };
}
