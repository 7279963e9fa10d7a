/** Who may import whom: the rules of docs/architecture.md, enforced by `pnpm check`. */
import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser';

/** The Svelte forms of the question kinds, and what holds them together. */
const QUIZ_VIEWS = '^packages/quiz/src/(views/|generated/views\\.ts|kinds/[^/]+/.*\\.svelte)';

export const importRules: IConfiguration = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '\\.(test|spec)\\.ts$|/test/|^apps/e2e/' },
      to: { path: '\\.(test|spec)\\.ts$|/test/' },
    },
    {
      name: 'no-way-around-exports',
      comment: 'Packages meet at their entry points (dist), never in one another’s sources.',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: { path: '^(packages|apps)/[^/]+/src/', pathNot: '^$1/$2/' },
    },
    {
      name: 'core-and-kernels-know-no-host',
      comment:
        'Node built-ins live in the node entry and the command line only. One exception: the kernels load their own .wasm file, by a dynamic import that only Node reaches.',
      severity: 'error',
      from: {
        path: '^packages/(core|kernels)/src/',
        pathNot: '/src/(node|cli)/|^packages/kernels/src/wasm/load\\.ts$|\\.test\\.ts$|\\.config\\.ts$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-imports-no-product',
      severity: 'error',
      from: { path: '^packages/(core|kernels)/' },
      to: { path: '^(apps|packages/(quiz|curriculum|models))/' },
    },
    // Inside core each layer may use those before it (docs/architecture.md).
    ...layerRules([
      'foundations',
      'tokenizer|world|classic|nature',
      'data|chat',
      'nn',
      'model',
      'checkpoint',
      'lora|evaluate',
      'train',
      'align|rag',
      'hallucination|emergence',
    ]),
    {
      name: 'some-entries-hold-no-tensors',
      comment: 'A page that only tokenizes, draws a world or shows k-means must not load a tensor library.',
      severity: 'error',
      from: { path: '^packages/core/src/(foundations|tokenizer|world|classic|nature)/', pathNot: '\\.test\\.ts$' },
      to: { path: 'node_modules/.*tfjs|^packages/kernels/dist/index' },
    },
    {
      name: 'models-build-on-core-only',
      severity: 'error',
      from: { path: '^packages/models/' },
      to: { path: '^(apps/|packages/(quiz|curriculum|kernels)/)' },
    },
    {
      name: 'curriculum-builds-on-quiz-only',
      severity: 'error',
      from: { path: '^packages/curriculum/' },
      to: { path: '^(apps/|packages/(core|kernels|models)/)' },
    },
    {
      name: 'kernels-stand-alone',
      severity: 'error',
      from: { path: '^packages/kernels/' },
      to: { path: '^packages/core/' },
    },
    {
      name: 'quiz-stands-alone',
      severity: 'error',
      from: { path: '^packages/quiz/' },
      to: { path: '^(apps/|packages/(?!quiz/)|node_modules/.*(tfjs|hono|drizzle))' },
    },
    {
      name: 'quiz-has-a-framework-in-views-only',
      severity: 'error',
      from: { path: '^packages/quiz/', pathNot: QUIZ_VIEWS },
      to: { path: '^node_modules/.*svelte' },
    },
    {
      name: 'quiz-views-know-no-key',
      severity: 'error',
      from: { path: QUIZ_VIEWS },
      to: { path: '^packages/quiz/src/(score|compile)/|/(score|schema)\\.ts$|/generated/(scorings|compilers)\\.ts$' },
    },
    {
      name: 'browser-sees-no-key',
      comment: 'The site may use the public entries of quiz and curriculum only.',
      severity: 'error',
      from: { path: '^apps/course/src/' },
      to: { path: '^packages/(quiz/dist/(score|compile|statistics)/|curriculum/dist/secret)' },
    },
    {
      name: 'course-knows-the-api-by-its-client',
      severity: 'error',
      from: { path: '^apps/course/' },
      to: { path: '^apps/api/', pathNot: '^apps/api/dist/client' },
    },
    { name: 'api-knows-no-course', severity: 'error', from: { path: '^apps/api/' }, to: { path: '^apps/course/' } },
    {
      name: 'routes-hold-no-queries',
      severity: 'error',
      from: { path: '^apps/api/src/routes/' },
      to: { path: '^apps/api/src/db/|/drizzle-orm/' },
    },
    {
      name: 'services-know-no-http',
      severity: 'error',
      from: { path: '^apps/api/src/services/' },
      to: { path: '^apps/api/src/routes/|/node_modules/hono/|/node_modules/@hono/' },
    },
    {
      name: 'db-is-the-bottom',
      severity: 'error',
      from: { path: '^apps/api/src/db/' },
      to: { path: '^apps/api/src/(routes|services)/' },
    },
  ],
  options: {
    exclude: { path: '(^|/)(\\.astro|\\.runs|\\.examples|\\.turbo|test-results)(/|$)' },
    doNotFollow: { path: ['node_modules', '/dist/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};

/** One rule per layer of core: it must not import a later one. Names joined by `|` share a layer. */
function layerRules(layers: readonly string[]): IForbiddenRuleType[] {
  return layers.slice(0, -1).map((layer, index) => ({
    name: `core-${layer.replaceAll('|', '-and-')}-knows-no-later-layer`,
    severity: 'error',
    from: { path: `^packages/core/src/(${layer})/`, pathNot: '\\.test\\.ts$' },
    to: { path: `^packages/core/src/(${layers.slice(index + 1).join('|')})/` },
  }));
}
