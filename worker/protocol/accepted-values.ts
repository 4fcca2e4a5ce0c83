import { type ConfigKey, MONITORS, SETTINGS, type Setting } from './settings';

/** Which values a setting accepts, as a phrase that fits into “Set it to …”. */
export function acceptedValues(key: ConfigKey): string {
  const setting: Setting = SETTINGS[key];
  switch (setting.type) {
    case 'address':
      return 'a folder URL, “drawn-garments”, or nothing';
    case 'target':
      return `a metric, a comparison and a number, or nothing; the metrics are ${MONITORS.join(', ')}, with accuracies from 0 to 1`;
    case 'choice':
      return `one of ${setting.options.join(', ')}`;
    case 'number':
      return 'to' in setting
        ? `a number from ${setting.from} to ${setting.to}`
        : `a number from ${setting.from} to below ${setting.below}`;
    case 'integer':
      return setting.to === undefined
        ? `a whole number of at least ${setting.from}`
        : `a whole number from ${setting.from} to ${setting.to}`;
    case 'integers':
      return `1 to ${setting.most} whole numbers from ${setting.from} to ${setting.to.toLocaleString('en')}, separated by commas`;
  }
}

/** A value that a setting accepts, as text. */
export function exampleOf(key: ConfigKey): string {
  const setting: Setting = SETTINGS[key];
  return 'example' in setting ? setting.example : String(setting.default);
}
