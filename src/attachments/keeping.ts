/** The advisory lock that a backup holds while it copies contents, so that none is swept meanwhile. */
export const keepingFiles = 255
