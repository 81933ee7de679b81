/** The bill of materials of a bundle (CycloneDX 1.6, JSON): every package, Node and ffmpeg, the same for the same files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { sha256Of } from './archive';
import { builtOf } from './linked';
import type { Platform } from './platforms';

interface Manifest {
	readonly name?: string;
	readonly version?: string;
	readonly license?: string;
	readonly description?: string;
}

const manifestIn = (folder: string): Manifest =>
	JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** Folders of packages below a node_modules, nested ones too. */
const packagesIn = (modules: string): readonly string[] => {
	if (!existsSync(modules)) return [];
	return readdirSync(modules)
		.flatMap((name) =>
			name.startsWith('@')
				? readdirSync(join(modules, name)).map((inner) => join(modules, name, inner))
				: [join(modules, name)],
		)
		.filter((folder) => existsSync(join(folder, 'package.json')))
		.flatMap((folder) => [folder, ...packagesIn(join(folder, 'node_modules'))]);
};

/** One of each name and version: a package may lie in several places, and a reference may stand for one component only. */
const manifestsIn = (modules: string): readonly Manifest[] => {
	const byName = new Map<string, Manifest>();
	for (const path of packagesIn(modules)) {
		const manifest = manifestIn(path);
		byName.set(`${manifest.name ?? ''}@${manifest.version ?? ''}`, manifest);
	}
	return [...byName.values()];
};

const EXPRESSION = /^[\w.+()-]+( (OR|AND|WITH) [\w.+()-]+)*$/;

const licenses = new Contrib.License.Factories.LicenseFactory((text) => {
	if (!EXPRESSION.test(text)) throw new Error(`${text} is no SPDX expression`);
});

const componentOf = (
	type: Enums.ComponentType,
	{ name = '', version = '', license, description }: Manifest,
): Models.Component => {
	const [group, last] = name.startsWith('@') ? name.split('/') : [undefined, name];
	const component = new Models.Component(type, last, {
		bomRef: `${name}@${version}`,
		version,
		...(group !== undefined && { group }),
		...(description !== undefined && { description }),
	});
	if (license !== undefined) component.licenses.add(licenses.makeFromString(license));
	return component;
};

const npmComponent = (manifest: Manifest): Models.Component => {
	const component = componentOf(Enums.ComponentType.Library, manifest);
	component.purl = `pkg:npm/${(manifest.name ?? '').replace('@', '%40')}@${manifest.version ?? ''}`;
	return component;
};

const programComponent = async (file: string, manifest: Manifest): Promise<Models.Component> => {
	const component = componentOf(Enums.ComponentType.Application, manifest);
	component.hashes.set(Enums.HashAlgorithm['SHA-256'], await sha256Of(file));
	return component;
};

/** A program of ffmpeg with the libraries that are linked into it. */
const ffmpegComponent = async (name: string, file: string): Promise<Models.Component> => {
	const { version, license, linked } = builtOf(file);
	const component = await programComponent(file, {
		name,
		license,
		...(version !== undefined && { version }),
	});
	for (const library of linked) {
		const inside = componentOf(Enums.ComponentType.Library, {
			name: library.name,
			license: library.license,
			...(library.version !== undefined && { version: library.version }),
		});
		inside.bomRef.value = `${name}/${library.name}@${library.version ?? ''}`;
		component.components.add(inside);
	}
	return component;
};

const programsIn = async (
	folder: string,
	platform: Platform,
	nodeVersion: string,
): Promise<readonly Models.Component[]> => {
	const found: Models.Component[] = [];
	for (const name of ['node', 'ffmpeg', 'ffprobe']) {
		const file = join(folder, 'runtime', platform.program(name));
		if (!existsSync(file)) continue;
		const isNode = name === 'node';
		const node = { name, version: nodeVersion, license: 'MIT' };
		found.push(isNode ? await programComponent(file, node) : await ffmpegComponent(name, file));
	}
	return found;
};

/** The bill of materials of a staged bundle, as JSON. */
export const sbomOf = async (
	folder: string,
	platform: Platform,
	nodeVersion: string,
): Promise<string> => {
	const bom = new Models.Bom();
	bom.metadata.component = componentOf(
		Enums.ComponentType.Application,
		manifestIn(join(folder, 'app')),
	);
	for (const manifest of manifestsIn(join(folder, 'app/node_modules')))
		bom.components.add(npmComponent(manifest));
	for (const program of await programsIn(folder, platform, nodeVersion))
		bom.components.add(program);
	const normalize = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
	const serializer = new Serialize.JsonSerializer(normalize);
	return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
};
