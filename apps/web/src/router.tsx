import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { parseSearch, stringifySearch } from './search-params.ts';
import { readSession } from './session.ts';
import { DemoBand } from './shell/demo-band.tsx';
import { NotFound, PageFailed } from './shell/page-failed.tsx';
import { SignedIn } from './shell/signed-in.tsx';
import { urls } from './urls.ts';

const root = createRootRoute({
  component: () => (
    <>
      <DemoBand />
      <Outlet />
    </>
  ),
});

/** Everything inside the shell: for signed-in people; others are sent to sign in, and back after. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: SignedIn,
  beforeLoad: async ({ location }) => {
    const { person } = await readSession();
    if (person) return { person };
    throw redirect({ href: urls.signIn(location.href === '/' ? {} : { to: location.href }) });
  },
});

const page = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => inside, path, component });
const outside = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component });

const routeTree = root.addChildren([
  inside.addChildren([
    page(
      '/',
      lazyRouteComponent(() => import('./pages/board/board-page.tsx'), 'BoardPage'),
    ),
    page(
      '/board/changes',
      lazyRouteComponent(() => import('./pages/board/changes-page.tsx'), 'ChangesPage'),
    ),
    page(
      '/board/changes/cells',
      lazyRouteComponent(() => import('./pages/board/changed-cells-page.tsx'), 'ChangedCellsPage'),
    ),
    page(
      '/board/coverage',
      lazyRouteComponent(() => import('./pages/board/coverage-page.tsx'), 'CoveragePage'),
    ),
    page(
      '/remediations',
      lazyRouteComponent(() => import('./pages/remediations/remediations-page.tsx'), 'RemediationsPage'),
    ),
    page(
      '/remediations/$remediationId',
      lazyRouteComponent(() => import('./pages/remediations/remediation-page.tsx'), 'RemediationPage'),
    ),
    page(
      '/breaches',
      lazyRouteComponent(() => import('./pages/breaches/breaches-page.tsx'), 'BreachesPage'),
    ),
    page(
      '/for-you',
      lazyRouteComponent(() => import('./pages/for-you/for-you-page.tsx'), 'ForYouPage'),
    ),
    page(
      '/disagreements',
      lazyRouteComponent(() => import('./pages/disagreements/disagreements-page.tsx'), 'DisagreementsPage'),
    ),
    page(
      '/scorecard',
      lazyRouteComponent(() => import('./pages/scorecard/scorecard-page.tsx'), 'ScorecardPage'),
    ),
    page(
      '/exceptions',
      lazyRouteComponent(() => import('./pages/exceptions/exceptions-page.tsx'), 'ExceptionsPage'),
    ),
    page(
      '/exceptions/request',
      lazyRouteComponent(() => import('./pages/exceptions/request-page.tsx'), 'RequestPage'),
    ),
    page(
      '/exceptions/review',
      lazyRouteComponent(() => import('./pages/exceptions/review-page.tsx'), 'ReviewPage'),
    ),
    page(
      '/exceptions/$exceptionId',
      lazyRouteComponent(() => import('./pages/exceptions/exception-page.tsx'), 'ExceptionPage'),
    ),
    page(
      '/devices',
      lazyRouteComponent(() => import('./pages/devices/devices-page.tsx'), 'DevicesPage'),
    ),
    page(
      '/devices/$deviceId',
      lazyRouteComponent(() => import('./pages/devices/device-page.tsx'), 'DevicePage'),
    ),
    page(
      '/cells',
      lazyRouteComponent(() => import('./pages/cells/cells-page.tsx'), 'CellsPage'),
    ),
    page(
      '/cells/$deviceId/$fix',
      lazyRouteComponent(() => import('./pages/cells/cell-page.tsx'), 'CellPage'),
    ),
    page(
      '/leadership',
      lazyRouteComponent(() => import('./pages/leadership/leadership-page.tsx'), 'LeadershipPage'),
    ),
    page(
      '/leadership/goals',
      lazyRouteComponent(() => import('./pages/leadership/goals-page.tsx'), 'GoalsPage'),
    ),
    page(
      '/cycles',
      lazyRouteComponent(() => import('./pages/cycles/cycles-page.tsx'), 'CyclesPage'),
    ),
    page(
      '/cycles/compare',
      lazyRouteComponent(() => import('./pages/cycles/compare-page.tsx'), 'CompareCyclesPage'),
    ),
    page(
      '/cycles/$number',
      lazyRouteComponent(() => import('./pages/cycles/cycle-page.tsx'), 'CyclePage'),
    ),
    page(
      '/cycles/$number/retrospective',
      lazyRouteComponent(() => import('./pages/cycles/retrospective-page.tsx'), 'RetrospectivePage'),
    ),
    page(
      '/charter',
      lazyRouteComponent(() => import('./pages/charter/charter-page.tsx'), 'CharterPage'),
    ),
    page(
      '/imports',
      lazyRouteComponent(() => import('./pages/imports/imports-page.tsx'), 'ImportsPage'),
    ),
    page(
      '/imports/$importId',
      lazyRouteComponent(() => import('./pages/imports/import-page.tsx'), 'ImportPage'),
    ),
    page(
      '/knowledge',
      lazyRouteComponent(() => import('./pages/knowledge/knowledge-page.tsx'), 'KnowledgePage'),
    ),
    page(
      '/knowledge/$fix',
      lazyRouteComponent(() => import('./pages/knowledge/fix-page.tsx'), 'FixPage'),
    ),
    page(
      '/account',
      lazyRouteComponent(() => import('./pages/account/account-page.tsx'), 'AccountPage'),
    ),
    page(
      '/settings/$section',
      lazyRouteComponent(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
    ),
    createRoute({
      getParentRoute: () => inside,
      path: '/settings',
      beforeLoad: () => {
        throw redirect({ href: urls.settings() });
      },
    }),
  ]),
  outside(
    '/shared',
    lazyRouteComponent(() => import('./pages/leadership/shared-page.tsx'), 'SharedPage'),
  ),
  outside(
    '/sign-in',
    lazyRouteComponent(() => import('./pages/entrance/sign-in-page.tsx'), 'SignInPage'),
  ),
  outside(
    '/setup',
    lazyRouteComponent(() => import('./pages/entrance/set-up-page.tsx'), 'SetUpPage'),
  ),
  outside(
    '/invitation',
    lazyRouteComponent(() => import('./pages/entrance/invitation-page.tsx'), 'InvitationPage'),
  ),
  outside(
    '/new-password',
    lazyRouteComponent(() => import('./pages/entrance/new-password-page.tsx'), 'NewPasswordPage'),
  ),
]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});
