import { launchWebkit } from '../../scripts/lib/browser/drivers/webkit';
import { suite } from './suite';

suite('WebKit', launchWebkit, process.env.FMNIST_WEBKIT);
