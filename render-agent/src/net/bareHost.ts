/** A host as sockets and lists name it: an IPv6 address without the brackets that addresses of the web have around it. */
export const bareHost = (host: string): string => host.replace(/^\[|\]$/g, '');
