/** The label that every image made from package registries carries, so that `down` finds them. */
export { KEY_LABEL as MADE_IMAGE_LABEL } from "../../from-registries/images/recipe";
