/** Address of the embedder that the course ships. */
import config from '@glassbox/models/embedder/config.json?url';
import weights from '@glassbox/models/embedder/model.safetensors?url';

export const EMBEDDER_FILES: Readonly<Record<string, string>> = { 'config.json': config, 'model.safetensors': weights };
