/** Every route of the service, in the order of the document. */
import type { ViewParts } from '../jobView';
import type { ServerParts } from '../parts';
import type { Route } from '../route';
import { toolRoutes } from '../tools/toolRoutes';
import { callbackRoutes } from './callbacks';
import { draftRoutes } from './drafts';
import { genVideo } from './genVideo';
import { genVideoActiveCount, genVideoStatus } from './genVideoStatus';
import { healthRoutes } from './health';
import { jobRoutes } from './jobs';
import { preflightRoute } from './preflight';
import { storyboardRoute } from './storyboard';
import { targetsRoute } from './targets';
import { videoRoute } from './videos';
import { webhookRoutes } from './webhooks';
import { workerAdminRoutes } from './workerAdmin';
import { workerRoutes } from './workers';

/** The routes of the service over its parts. */
export const routesOf = (parts: ServerParts, view: ViewParts): readonly Route[] => [
	genVideo(parts, view),
	genVideoStatus(parts, view),
	genVideoActiveCount(parts),
	...draftRoutes(parts),
	...jobRoutes(parts, view),
	preflightRoute(parts),
	storyboardRoute(parts),
	...callbackRoutes(parts),
	targetsRoute(parts),
	videoRoute(parts),
	...webhookRoutes(parts),
	...workerAdminRoutes(parts),
	...workerRoutes(parts),
	...toolRoutes(parts, view),
	...healthRoutes(parts),
];
