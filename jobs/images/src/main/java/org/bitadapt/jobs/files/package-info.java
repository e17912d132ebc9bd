/**
 * Files that a user names, on any Hadoop file system: what is below a folder, and how one is opened. Only regular files are
 * read, folders are never walked in circles, and no name is taken for a pattern or an address.
 */
package org.bitadapt.jobs.files;
