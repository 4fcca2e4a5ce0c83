import { launchFirefox } from '../../scripts/lib/browser/drivers/firefox';
import { suite } from './suite';

suite('Firefox', launchFirefox, process.env.FMNIST_FIREFOX);
