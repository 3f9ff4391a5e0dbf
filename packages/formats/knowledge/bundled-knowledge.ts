/** The bundle that ships with Baton; its README beside it says from where it is. */
export const BUNDLED_KNOWLEDGE = new URL('./bundle/baton-knowledge.jsonl.zst', import.meta.url);
