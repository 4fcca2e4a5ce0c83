/** By kind, by the name of what is shown. */
type Examples = Readonly<Record<string, Readonly<Record<string, object>>>>;

export function trainerExamples(root: string): Examples;
export function elementExamples(root: string): Readonly<Record<string, Examples>>;
