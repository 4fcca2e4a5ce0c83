import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeBlock } from './markup.mjs';

const FOLDER = 'guide/recipes';

/**
 * The text of a recipe's file. The tests run the same file.
 * @param {string} root the project's folder
 * @param {string} file
 */
export function recipe(root, file) {
  return readFileSync(join(root, FOLDER, file), 'utf8');
}

/**
 * A recipe's file as a block of code.
 * @param {string} root the project's folder
 * @param {string} file
 * @param {string} [title]
 */
export function recipeBlock(root, file, title = file) {
  return codeBlock(recipe(root, file), { title });
}
