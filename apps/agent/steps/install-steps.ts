import type { Order } from '@baton/domain/deployments/device-command.ts';
import { aptInstall } from './apt-install.ts';
import type { InstallStep } from './install-step.ts';

/** One entry a kind of order; the type holds that none is missing. */
export const INSTALL_STEPS: { readonly [Kind in Order['kind']]: InstallStep<Kind> } = {
  'apt-install': aptInstall,
};
