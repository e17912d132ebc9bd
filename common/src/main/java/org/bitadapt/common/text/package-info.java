/** Words for people: what a mistyped name was meant to be. */
package org.bitadapt.common.text;
