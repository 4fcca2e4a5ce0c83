import { launchChromium } from '../../scripts/lib/browser/drivers/chromium';
import { suite } from './suite';

suite('Chromium', launchChromium, process.env.FMNIST_HEADLESS_SHELL);
