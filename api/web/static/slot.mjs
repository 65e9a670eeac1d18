/** Whoever signs in now may be another: until then this device shows nothing that it keeps. */
import { KAN, Kluis } from "./kluis.mjs";

if (KAN) await Kluis.sluit();
