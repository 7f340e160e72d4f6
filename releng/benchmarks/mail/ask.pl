#!/usr/bin/perl -w
# SPDX-License-Identifier: EPL-2.0
# Asks public-inbox what Ask.java asks the archive: the same file of queries, the same output.
use strict;
use PublicInbox::Inbox;
my ($dir, $file) = @ARGV;
my $inbox = PublicInbox::Inbox->new({ name => 'bench', inboxdir => $dir, version => 2 });
my $search = $inbox->search or die "public-inbox has no search index in $dir\n";
open my $queries, '<:encoding(UTF-8)', $file or die "$file: $!\n";
binmode STDOUT, ':encoding(UTF-8)';
while (my $line = <$queries>) {
    chomp $line;
    next if $line =~ /^(#|\s*$)/;
    my ($kind, $query) = split /\t/, $line, 2;
    my %ids;
    if ($kind eq 'thread') {
        my ($id, $previous);
        my $over = $inbox->over;
        my $smsg = $over->next_by_mid($query, \$id, \$previous);
        my $last = 0;
        if ($smsg) {
            my (undef, $found) = $over->get_thread($query, undef);
            $ids{ $_->{mid} } = 1 for @$found;
        }
    } else {
        my $string = $query;
        $search->query_approxidate($inbox->git, $string);
        my $set = $search->mset($string, { limit => 100000, relevance => -2 });
        $ids{ $_->{mid} } = 1 for @{ $search->mset_to_smsg($inbox, $set) };
    }
    print "$line\t", join(' ', sort keys %ids), "\n";
}
