export async function fileEverything(_say: (sentence: string) => void) {}
