/** The main of the thread that reads a large draft. */
import { answerAside } from '../render/aside';
import { readHere } from './readTimeline';

answerAside(readHere);
