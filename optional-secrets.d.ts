// The secrets that a worker may be without. `wrangler types` knows only those that wrangler.toml requires.
interface __BaseEnv_Env {
  MASTER_KEY_PREVIOUS: string;
  BOOTSTRAP_ADMIN: string;
}
