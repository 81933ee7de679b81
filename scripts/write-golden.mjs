// Writes the results under test/golden anew, for `npm run golden`. Look at the difference before you commit it.
import { run } from 'jest';

process.env['GOLDEN'] = 'rewrite';
await run(['test/golden']);
