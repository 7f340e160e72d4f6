#!/usr/bin/perl -w
# SPDX-License-Identifier: EPL-2.0
# Writes to a public-inbox as its own programs do. Reads lines "add FILE" and "remove FILE" from standard input.
# Usage: inbox-writer.pl NAME EPOCH_BYTES
use strict;
use PublicInbox::Config;
use PublicInbox::Eml;
use PublicInbox::InboxWritable;
use PublicInbox::V2Writable;

my ($name, $epoch_bytes) = @ARGV;
my $inbox = PublicInbox::Config->new->lookup_name($name) or die "there is no inbox $name\n";
my $writer = PublicInbox::InboxWritable->new($inbox)->importer(0);
$writer->{rotate_bytes} = $epoch_bytes if $epoch_bytes;
while (my $line = <STDIN>) {
    chomp $line;
    my ($what, $file) = split / /, $line, 2;
    my $raw = do { open my $in, '<:raw', $file or die "$file: $!\n"; local $/; <$in> };
    my $mail = PublicInbox::Eml->new($raw);
    $what eq 'add' ? $writer->add($mail) : $writer->remove($mail);
}
$writer->done;
