// In one file because both build and pack the packages, and files may be run side by side.
import './tarballs.js';
import './consumers.js';
