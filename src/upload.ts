import type { RequestHandler } from 'express'
import multer, { MulterError } from 'multer'
import { env } from './env.ts'
import { Refusal } from './errors.ts'

declare global {
  namespace Express {
    interface Request {
      /** A file came, and was longer than is accepted: nothing of it was kept. */
      tooLarge?: boolean
    }
  }
}

const receive = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: env.FILE_MEGABYTES * 1024 * 1024, files: 1, fields: 50, fieldSize: 200_000 },
  fileFilter: ({ actor }, _file, take) => take(null, Boolean(actor)),
  defParamCharset: 'utf8',
}).single('file')

/**
 * The one kind of form that is multipart: it brings a file, to whatever it is posted below (figures also come without one). Stands before the CSRF check, whose token is among
 * the fields before the file. Of whoever is not signed in the fields are read (the session may just have ended), the file is not.
 */
export const upload: RequestHandler = (req, res, next) => {
  if (req.method !== 'POST' || !/\/(files|figures|table|signed|template)$/.test(req.path)) return next()
  receive(req, res, (error) => {
    req.tooLarge = error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE'
    next(error && !req.tooLarge ? new Refusal(422) : undefined)
  })
}
