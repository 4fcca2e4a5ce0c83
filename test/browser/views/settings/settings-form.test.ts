import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { REQUEST, type RequestEvent, type ViewRequest } from '../../../../src/state/requests';
import type { FmnistHelpTip } from '../../../../src/ui/help-tip';
import type { FmnistSettingsForm } from '../../../../src/views/settings/settings-form';
import { SETTING_DESCRIPTIONS, SETTINGS, type Setting } from '../../../../worker/protocol';
import { importView } from '../../built';

let requests: ViewRequest[] = [];

beforeAll(async () => {
  await importView('fmnist-settings-form');
});

afterEach(() => {
  document.body.replaceChildren();
  requests = [];
});

async function addForm(properties: Partial<FmnistSettingsForm>): Promise<FmnistSettingsForm> {
  const form = document.createElement('fmnist-settings-form') as FmnistSettingsForm;
  Object.assign(form, properties);
  form.addEventListener(REQUEST, (event) => requests.push((event as RequestEvent).detail));
  document.body.append(form);
  await form.updateComplete;
  return form;
}

function control<T extends HTMLInputElement | HTMLSelectElement>(form: FmnistSettingsForm, id: string): T {
  return form.renderRoot.querySelector(`#${id}`) as T;
}

function choose(form: FmnistSettingsForm, id: string, value: string): void {
  const field = control(form, id);
  field.value = value;
  field.dispatchEvent(new Event('change'));
}

describe('during a run', () => {
  it('only the learning rate can be changed, and the change applies to the run', async () => {
    const form = await addForm({ locked: true });
    const open = [...form.renderRoot.querySelectorAll<HTMLInputElement>('input, select')].filter(
      (field) => !field.disabled,
    );
    expect(open.map(({ name }) => name)).toEqual(['learning-rate']);
    choose(form, 'learning-rate', ' 0.01 ');
    expect(requests).toEqual([{ type: 'set-learning-rate', value: '0.01' }]);
  });

  it('an emptied learning rate means the lesson’s', async () => {
    const form = await addForm({ locked: true, settings: { learningRate: 0.05 } });
    choose(form, 'learning-rate', '');
    expect(requests).toEqual([{ type: 'set-learning-rate', value: '0.001' }]);
  });

  it('the form says so, and when a new rate takes effect', async () => {
    const form = await addForm({ locked: true });
    const described = control(form, 'learning-rate').getAttribute('aria-describedby');
    expect(form.renderRoot.querySelector(`#${described}`)?.textContent).toContain('from the next batch');
  });
});

it('between runs, a change applies to the next run', async () => {
  const form = await addForm({});
  choose(form, 'learning-rate', '0.01');
  choose(form, 'train-images', '');
  expect(requests).toEqual([
    { type: 'change-setting', key: 'learningRate', value: '0.01' },
    { type: 'change-setting', key: 'trainImages', value: undefined },
  ]);
});

it('a text that is being typed stays when the run ends, and an emptied field shows its default', async () => {
  const form = await addForm({ locked: true });
  const field = control<HTMLInputElement>(form, 'learning-rate');
  field.value = '0.0';
  field.dispatchEvent(new Event('input'));
  form.locked = false;
  await form.updateComplete;
  expect(field.value).toBe('0.0');
  choose(form, 'learning-rate', '');
  await form.updateComplete;
  expect(field.value).toBe('0.001');
});

describe('presets', () => {
  it('request their settings', async () => {
    const form = await addForm({});
    expect(control(form, 'preset').value).toBe('lesson');
    choose(form, 'preset', 'overfit');
    expect(requests).toEqual([{ type: 'apply-preset', settings: { trainImages: 1000, epochs: 60 } }]);
  });

  it('are the first stop of the keyboard in the form', async () => {
    const form = await addForm({});
    const stops = form.renderRoot.querySelectorAll('select, input, button, a, summary, fmnist-help-tip');
    expect(stops[0]?.id).toBe('preset');
  });

  it('are recognised from the settings, and say what to watch', async () => {
    const form = await addForm({ settings: { learningRate: '0.05', epochs: 10, seed: 3 } });
    expect(control(form, 'preset').value).toBe('tooHighRate');
    expect(form.renderRoot.querySelector('.watch')?.textContent).toContain('jump up and down');
    form.settings = { learningRate: '0.02' };
    await form.updateComplete;
    expect(control(form, 'preset').value).toBe('own');
  });
});

describe('an error', () => {
  const REFUSED = {
    code: 'config-invalid',
    message: 'The setting “epochs” cannot be “many”.',
    got: 'epochs="many"',
    expected: 'a whole number of at least 1',
    remedy: 'Set it to a whole number of at least 1, for example epochs="20".',
    field: 'epochs',
  } as const;
  const words = (form: FmnistSettingsForm) => form.renderRoot.querySelector('.error')?.textContent;

  it('is shown at its field, without the names that authors write', async () => {
    const form = await addForm({ error: REFUSED });
    expect(words(form)).toBe('Set it to a whole number of at least 1.');
    const described = control(form, 'epochs').getAttribute('aria-describedby');
    expect(form.renderRoot.querySelector(`#${described}`)?.textContent).toBe(words(form));
  });

  it('about a percentage says which share is meant', async () => {
    const offer = { label: 'Use a share instead of a percentage', config: { stopAt: 'valAccuracy>0.88' } };
    const form = await addForm({ error: { ...REFUSED, field: 'stopAt', offer } });
    expect(words(form)).toBe('Enter valAccuracy>0.88 instead of a percentage.');
  });
});

it('each control matches the setting’s row in the table', async () => {
  const form = await addForm({ settings: { optimizer: 'momentum' } });
  for (const { attribute, ...setting } of Object.values<Setting>(SETTINGS)) {
    const field = control(form, attribute);
    expect(field.value, attribute).toBe(attribute === 'optimizer' ? 'momentum' : String(setting.default));
    if (setting.type === 'choice')
      expect([...(field as HTMLSelectElement).options].map(({ value }) => value)).toEqual(setting.options);
    else
      expect(field.inputMode).toBe({ integer: 'numeric', number: 'decimal' }[setting.type as string] ?? 'text');
  }
  expect((control(form, 'stop-at') as HTMLInputElement).placeholder).toBe('valAccuracy>=0.88');
  expect((control(form, 'data-src') as HTMLInputElement).placeholder).toBe('Public copy of Fashion-MNIST');
});

describe('help', () => {
  it('is beside every setting, or below those that everyone needs', async () => {
    const form = await addForm({ settings: { optimizer: 'momentum' } });
    const settings = Object.entries<Setting>(SETTINGS);
    const about = ([key, { attribute }]: (typeof settings)[number]) => {
      const field = control(form, attribute).closest('.field');
      const tip = field?.querySelector<FmnistHelpTip>('fmnist-help-tip');
      return [key, tip ? tip.text : field?.querySelector('.hint')?.textContent];
    };
    expect(Object.fromEntries(settings.map(about))).toEqual(SETTING_DESCRIPTIONS);
    const below = [...form.renderRoot.querySelectorAll('.hint')].map(({ id }) => id);
    expect(below).toEqual(['data-src-hint', 'train-images-hint']);
    for (const id of below)
      expect(control(form, id.replace('-hint', '')).getAttribute('aria-describedby')).toBe(id);
  });

  it('opens over the page, moves nothing, and closes again', async () => {
    const form = await addForm({});
    const tip = form.renderRoot.querySelector('fmnist-help-tip') as FmnistHelpTip;
    await tip.updateComplete;
    const [mark, sentence] = tip.renderRoot.children as unknown as [HTMLButtonElement, HTMLElement];
    expect(mark.getBoundingClientRect().width).toBeGreaterThanOrEqual(24);
    expect(mark.getBoundingClientRect().height).toBeGreaterThanOrEqual(24);
    const height = form.getBoundingClientRect().height;
    mark.click();
    expect(sentence.matches(':popover-open')).toBe(true);
    expect(form.getBoundingClientRect().height).toBe(height);
    sentence.hidePopover();
    expect(sentence.matches(':popover-open')).toBe(false);
  });
});
