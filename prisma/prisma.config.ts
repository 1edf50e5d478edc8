import { defineConfig } from 'prisma/config'

// `generate` needs no schema engine, yet the CLI wants to download one before it reads anything but this file.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'schema', migrations: { path: 'migrations' } })
