export function ensureInstalled(root?: string): void;
export function checkNode(version: string): void;
export function whyInstall(root: string): string;
