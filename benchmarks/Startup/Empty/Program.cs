// A console program that does nothing: what starting any program takes.
return;
