/** A port of loopback that nobody listens on now, for programs that must be told one. */
import { createServer, type AddressInfo } from 'node:net';

/** A free port. */
export const freePort = (): Promise<number> =>
	new Promise((resolve) => {
		const server = createServer();
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => {
				resolve(port);
			});
		});
	});
