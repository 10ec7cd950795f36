package dev.z0.smoke.shop;

import org.springframework.data.jpa.repository.JpaRepository;

/** The tickets kept. */
interface Tickets extends JpaRepository<Ticket, Long> {}
