/**
 * @import { PanelName } from '../../../src/views/step/panel-names'
 * @import { Markup } from '../markup.mjs'
 */

/**
 * The languages of the lesson's page.
 * @typedef {'en' | 'ko'} Language
 */

/**
 * A value in each language.
 * @template [T=string]
 * @typedef {Readonly<Record<Language, T>>} Both
 */

/**
 * Lines of a symbol of our source code. Each has words in both languages, and a text that the line contains.
 * @typedef {{ file: string, symbol: string, lines: readonly (readonly [en: string, ko: string, text: string])[] }} SourceLines
 */

/**
 * A stage of a training step that is shown live: its panel, and a sentence about what it shows.
 * @typedef {{ name: PanelName, words: Both }} LivePanel
 */

/**
 * One of the five steps of the lesson.
 * @typedef {object} LessonStep
 * @property {Both} title its English title is the heading of its part of `guide/lesson.py`
 * @property {Both<readonly (string | Markup)[]>} words paragraphs
 * @property {readonly SourceLines[]} sources
 * @property {readonly LivePanel[]} panels
 */

export {};
